import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { StatusForm } from '../api/statuses';
import { isPending, type OutboxRow, type ReactedEmoji } from './row';

/** An emoji that is to stand under a status, or not any more. */
export interface WantedReaction {
    emoji: ReactedEmoji;
    on: boolean;
}

/** An own post as it is to be. */
export interface Revision {
    form: StatusForm;
    media: readonly MediaAttachment[];
    /** When that was decided. */
    at: string;
}

/** What the person did to one status. */
interface Wish {
    favourited?: boolean;
    reblogged?: boolean;
    bookmarked?: boolean;
    /** Emoji put under it or taken back. */
    reactions?: readonly WantedReaction[];
    /** It may quote their post no more. */
    revoked?: true;
    /** Their vote in its poll. */
    choices?: readonly number[];
    /** What an own post is to say and show. */
    edit?: Revision;
}

/** What the screen shows although the server has not confirmed it. */
export interface Overlay {
    statuses: Map<string, Wish>;
    /** Account ids, and whether they are to be followed. */
    follows: Map<string, boolean>;
    deleted: Set<string>;
    /** Account ids. */
    blocked: Set<string>;
}

const FLAG = { favourite: 'favourited', boost: 'reblogged', bookmark: 'bookmarked' } as const;

/** What the pending rows mean together; of several alike the latest counts. */
export function overlayOf(rows: readonly OutboxRow[]): Overlay {
    const overlay: Overlay = {
        statuses: new Map(),
        follows: new Map(),
        deleted: new Set(),
        blocked: new Set(),
    };
    for (const row of rows.filter(isPending).toSorted((a, b) => a.seq - b.seq)) {
        if (row.type === 'follow') overlay.follows.set(row.target, row.payload.on);
        else if (row.type === 'delete') overlay.deleted.add(row.target);
        else if (row.type === 'block') overlay.blocked.add(row.target);
        else if (row.type !== 'post' && row.type !== 'unschedule') {
            const before = overlay.statuses.get(row.target);
            overlay.statuses.set(row.target, { ...before, ...wishOf(row, before) });
        }
    }
    return overlay;
}

function wishOf(
    row: Extract<OutboxRow, { type: keyof typeof FLAG | 'react' | 'revoke' | 'vote' | 'edit' }>,
    before: Wish | undefined,
): Wish {
    if (row.type === 'revoke') return { revoked: true };
    if (row.type === 'react') return { reactions: [...(before?.reactions ?? []), row.payload] };
    if (row.type === 'edit') {
        const { form, media = [] } = row.payload;
        return { edit: { form, media, at: new Date(row.createdAt).toISOString() } };
    }
    return row.type === 'vote' ? { choices: row.payload.choices } : { [FLAG[row.type]]: row.payload.on };
}
