import type { MediaAttachment, Relationship } from '$lib/mastodon-api/entities';
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

/** What the person did to one status and the server does not know yet. */
export interface Wanted {
    favourited?: boolean;
    reblogged?: boolean;
    bookmarked?: boolean;
    pinned?: boolean;
    /** Nothing is to be told of the conversation around it. */
    muted?: boolean;
    /** Emoji put under it or taken back. */
    reactions?: readonly WantedReaction[];
    /** It may quote their post no more. */
    revoked?: true;
    /** Their vote in its poll. */
    choices?: readonly number[];
    /** What an own post is to say and show. */
    edit?: Revision;
}

/** How the person is to stand to somebody. What follows from following is decided where it is known whom they ask. */
export type WantedRelationship = Partial<
    Pick<
        Relationship,
        | 'following'
        | 'showing_reblogs'
        | 'notifying'
        | 'languages'
        | 'muting'
        | 'muting_notifications'
        | 'blocking'
        | 'note'
        | 'followed_by'
        | 'requested_by'
    >
>;

/** What the screen shows although the server has not confirmed it. */
export interface Overlay {
    statuses: Map<string, Wanted>;
    /** By the id of the account. */
    relationships: Map<string, WantedRelationship>;
    deleted: Set<string>;
}

const FLAG = {
    favourite: 'favourited',
    boost: 'reblogged',
    bookmark: 'bookmarked',
    pin: 'pinned',
    'mute-thread': 'muted',
} as const;

/** What the pending rows mean together; of several alike the latest counts. Lists and the like: `pending-things.ts`. */
export function overlayOf(rows: readonly OutboxRow[]): Overlay {
    const overlay: Overlay = { statuses: new Map(), relationships: new Map(), deleted: new Set() };
    for (const row of rows.filter(isPending).toSorted((a, b) => a.seq - b.seq)) {
        if (row.target === null) continue;
        if (row.type === 'delete') overlay.deleted.add(row.target);
        const before = overlay.statuses.get(row.target);
        const wanted = wishOf(row, before);
        if (wanted) overlay.statuses.set(row.target, { ...before, ...wanted });
        const relationship = relationOf(row);
        if (relationship)
            overlay.relationships.set(row.target, {
                ...overlay.relationships.get(row.target),
                ...relationship,
            });
    }
    return overlay;
}

function wishOf(row: OutboxRow, before: Wanted | undefined): Wanted | null {
    switch (row.type) {
        case 'revoke':
            return { revoked: true };
        case 'react':
            return { reactions: [...(before?.reactions ?? []), row.payload] };
        case 'edit': {
            const { form, media = [] } = row.payload;
            return { edit: { form, media, at: new Date(row.createdAt).toISOString() } };
        }
        case 'vote':
            return { choices: row.payload.choices };
        case 'favourite':
        case 'boost':
        case 'bookmark':
        case 'pin':
        case 'mute-thread':
            return { [FLAG[row.type]]: row.payload.on };
        default:
            return null;
    }
}

function relationOf(row: OutboxRow): WantedRelationship | null {
    switch (row.type) {
        case 'follow': {
            const { on, reblogs, notify, languages } = row.payload;
            return {
                following: on,
                ...(reblogs !== undefined && { showing_reblogs: reblogs }),
                ...(notify !== undefined && { notifying: notify }),
                ...(languages && { languages: languages.length > 0 ? [...languages] : null }),
            };
        }
        case 'mute': {
            const { on, notifications = true } = row.payload;
            return { muting: on, muting_notifications: on && notifications };
        }
        case 'block':
            return row.payload.on ? { blocking: true, followed_by: false } : { blocking: false };
        case 'note':
            return { note: row.payload.comment };
        case 'remove-follower':
            return { followed_by: false };
        case 'answer-request':
            return { requested_by: false, ...(row.payload.accept && { followed_by: true }) };
        default:
            return null;
    }
}
