import type {
    MediaAttachment,
    Poll,
    Relationship,
    ScheduledStatus,
    Status,
} from '$lib/mastodon-api/entities';
import { followAccount, unfollowAccount } from '../api/accounts';
import { blockAccount } from '../api/relations';
import type { Fetch } from '../api/request';
import { cancelScheduled } from '../api/scheduled';
import {
    createStatus,
    deleteStatus,
    editStatus,
    interactWithStatus,
    reactToStatus,
    revokeQuote,
    votePoll,
} from '../api/statuses';
import type { OutboxRow } from './row';

/** What the server answered to a row. */
export type Outcome =
    | { status: Status }
    | { scheduled: ScheduledStatus }
    | { unscheduled: string }
    | { relationship: Relationship }
    | { poll: Poll; of: string }
    | { deleted: string; media: readonly MediaAttachment[] };

const INTERACTION = {
    favourite: { on: 'favourite', off: 'unfavourite' },
    boost: { on: 'reblog', off: 'unreblog' },
    bookmark: { on: 'bookmark', off: 'unbookmark' },
} as const;

/** Asks the server for what a row intends. */
export async function perform(fetch: Fetch, row: OutboxRow): Promise<Outcome> {
    switch (row.type) {
        case 'post':
            return outcomeOf(await createStatus(fetch, row.payload, row.id));
        case 'favourite':
        case 'boost':
        case 'bookmark': {
            const interaction = INTERACTION[row.type][row.payload.on ? 'on' : 'off'];
            return { status: await interactWithStatus(fetch, row.target, interaction) };
        }
        case 'react': {
            const { emoji, on } = row.payload;
            return { status: await reactToStatus(fetch, row.target, emoji.name, on) };
        }
        case 'revoke':
            return { status: await revokeQuote(fetch, row.payload.quotedId, row.target) };
        case 'follow': {
            const change = row.payload.on ? followAccount : unfollowAccount;
            return { relationship: await change(fetch, row.target) };
        }
        case 'block':
            return { relationship: await blockAccount(fetch, row.target) };
        case 'vote': {
            const { pollId, choices } = row.payload;
            return { poll: await votePoll(fetch, pollId, choices), of: row.target };
        }
        case 'edit':
            return { status: await editStatus(fetch, row.target, row.payload.form) };
        case 'delete':
            return { deleted: row.target, media: (await deleteStatus(fetch, row.target)).media_attachments };
        case 'unschedule':
            await cancelScheduled(fetch, row.target);
            return { unscheduled: row.target };
    }
}

/** What was posted with a date ahead is not a post yet. */
function outcomeOf(answer: Status | ScheduledStatus): Outcome {
    return 'scheduled_at' in answer ? { scheduled: answer } : { status: answer };
}
