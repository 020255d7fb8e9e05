import type {
    Conversation,
    Filter,
    List,
    MediaAttachment,
    Poll,
    Relationship,
    ScheduledStatus,
    Status,
    Tag,
} from '$lib/mastodon-api/entities';
import { followAccount, unfollowAccount } from '../api/accounts';
import { deleteConversation, readConversation } from '../api/conversations';
import { deleteFilter } from '../api/filters';
import { changeList, createList, deleteList } from '../api/lists';
import { dismissNotification } from '../api/notifications';
import {
    answerFollowRequest,
    blockAccount,
    muteAccount,
    noteAccount,
    removeFollower,
    unblockAccount,
    unmuteAccount,
} from '../api/relations';
import type { Fetch } from '../api/request';
import { cancelScheduled, rescheduleStatus } from '../api/scheduled';
import {
    createStatus,
    deleteStatus,
    editStatus,
    interactWithStatus,
    muteConversation,
    pinStatus,
    reactToStatus,
    revokeQuote,
    withdrawStatus,
} from '../api/statuses';
import { followTag } from '../api/tags';
import { castVote, putOnList, saveFilter } from './perform-once';
import type { OutboxRow } from './row';

/** What the server answered to a row. `was` is the id by which the device knew what has a real one now. */
export type Outcome =
    | { status: Status }
    | { withdrawn: string }
    | { scheduled: ScheduledStatus }
    | { unscheduled: string }
    | { relationship: Relationship }
    | { poll: Poll; of: string }
    | { deleted: string; media: readonly MediaAttachment[] }
    | { list: List; was: string }
    | { listDeleted: string }
    | { member: string; listId: string; on: boolean }
    | { tag: Tag }
    | { filter: Filter; was: string }
    | { filterDeleted: string }
    | { conversation: Conversation }
    | { conversationDeleted: string }
    | { dismissed: string };

const INTERACTION = {
    favourite: { on: 'favourite', off: 'unfavourite' },
    boost: { on: 'reblog', off: 'unreblog' },
    bookmark: { on: 'bookmark', off: 'unbookmark' },
} as const;

/** Asks the server for what a row intends. To ask again, when nobody knows whether the server heard, changes nothing. */
export async function perform(fetch: Fetch, row: OutboxRow): Promise<Outcome> {
    switch (row.type) {
        case 'post':
            return outcomeOf(await createStatus(fetch, row.payload, row.id));
        case 'withdraw':
            await withdrawStatus(fetch, row.target);
            return { withdrawn: row.target };
        case 'favourite':
        case 'boost':
        case 'bookmark': {
            const interaction = INTERACTION[row.type][row.payload.on ? 'on' : 'off'];
            return { status: await interactWithStatus(fetch, row.target, interaction) };
        }
        case 'pin':
            return { status: await pinStatus(fetch, row.target, row.payload.on) };
        case 'mute-thread':
            return { status: await muteConversation(fetch, row.target, row.payload.on) };
        case 'react': {
            const { emoji, on } = row.payload;
            return { status: await reactToStatus(fetch, row.target, emoji.name, on) };
        }
        case 'revoke':
            return { status: await revokeQuote(fetch, row.payload.quotedId, row.target) };
        case 'vote':
            return { poll: await castVote(fetch, row.payload), of: row.target };
        case 'edit':
            return { status: await editStatus(fetch, row.target, row.payload.form) };
        case 'delete':
            return { deleted: row.target, media: (await deleteStatus(fetch, row.target)).media_attachments };
        case 'unschedule':
            await cancelScheduled(fetch, row.target);
            return { unscheduled: row.target };
        case 'reschedule':
            return { scheduled: await rescheduleStatus(fetch, row.target, row.payload.scheduledAt) };
        case 'list-create':
            return { list: await createList(fetch, row.payload, row.id), was: row.target };
        case 'list-edit':
            return { list: await changeList(fetch, row.target, row.payload), was: row.target };
        case 'list-delete':
            await deleteList(fetch, row.target);
            return { listDeleted: row.target };
        case 'list-member': {
            const { listId, on } = row.payload;
            await putOnList(fetch, listId, row.target, on);
            return { member: row.target, listId, on };
        }
        case 'follow-tag':
            return { tag: await followTag(fetch, row.target, row.payload.on) };
        case 'filter-save':
            return {
                filter: await saveFilter(fetch, row.target, row.payload.filter, row.id),
                was: row.target,
            };
        case 'filter-delete':
            await deleteFilter(fetch, row.target);
            return { filterDeleted: row.target };
        case 'read-conversation':
            return { conversation: await readConversation(fetch, row.target) };
        case 'delete-conversation':
            await deleteConversation(fetch, row.target);
            return { conversationDeleted: row.target };
        case 'dismiss-notification':
            await dismissNotification(fetch, row.target);
            return { dismissed: row.target };
        default:
            return { relationship: await relate(fetch, row) };
    }
}

type AboutPerson = Extract<
    OutboxRow,
    { type: 'follow' | 'mute' | 'block' | 'note' | 'remove-follower' | 'answer-request' }
>;

function relate(fetch: Fetch, row: AboutPerson): Promise<Relationship> {
    switch (row.type) {
        case 'follow': {
            const { on, ...options } = row.payload;
            return on ? followAccount(fetch, row.target, options) : unfollowAccount(fetch, row.target);
        }
        case 'mute': {
            const { on, ...options } = row.payload;
            return on ? muteAccount(fetch, row.target, options) : unmuteAccount(fetch, row.target);
        }
        case 'block':
            return row.payload.on ? blockAccount(fetch, row.target) : unblockAccount(fetch, row.target);
        case 'note':
            return noteAccount(fetch, row.target, row.payload.comment);
        case 'remove-follower':
            return removeFollower(fetch, row.target);
        case 'answer-request':
            return answerFollowRequest(fetch, row.target, row.payload.accept);
    }
}

/** What was posted with a date ahead is not a post yet. */
function outcomeOf(answer: Status | ScheduledStatus): Outcome {
    return 'scheduled_at' in answer ? { scheduled: answer } : { status: answer };
}
