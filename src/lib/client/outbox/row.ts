import type { EmojiReaction, MediaAttachment, Status } from '$lib/mastodon-api/entities';
import type { FollowOptions } from '../api/accounts';
import type { FilterWish } from '../api/filters';
import type { ListForm } from '../api/lists';
import type { StatusForm } from '../api/statuses';
import { randomId } from '../database/random-id';

/** An emoji put under a post: a character, or a shortcode of the community with its picture. */
export type ReactedEmoji = Pick<EmojiReaction, 'name' | 'url' | 'static_url'>;

/**
 * `waiting`: to be sent, not before `nextAt`. `sending`: a flusher has it. `retry`: failed on the way, will be tried
 * again. `failed`: refused, a person must decide. `held`: paused until something else happens (signing in).
 * `sent`: done, kept for a day as a log.
 */
export type OutboxState = 'waiting' | 'sending' | 'retry' | 'failed' | 'held' | 'sent';

/** A plain yes or no. */
interface Toggle {
    on: boolean;
}
type Nothing = Record<string, never>;

/** What a row asks of the server. Rows about the same thing are sent in the order of the person's wishes. */
export type Operation =
    /** The media are those of the payload, to be shown until the server has answered. */
    | { type: 'post'; target: null; payload: StatusForm; media?: readonly MediaAttachment[] }
    /** A post that may have reached the server under this key is not wanted: neither now nor when it comes late. */
    | { type: 'withdraw'; target: string; payload: Nothing }
    /** The target is a status. */
    | { type: 'favourite' | 'boost' | 'bookmark' | 'pin' | 'mute-thread'; target: string; payload: Toggle }
    | { type: 'react'; target: string; payload: Toggle & { emoji: ReactedEmoji } }
    /** The target is the post of the poll. */
    | { type: 'vote'; target: string; payload: { pollId: string; choices: readonly number[] } }
    /** An own post says something else; the draft it was written in goes once the server has it. */
    | {
          type: 'edit';
          target: string;
          payload: { form: StatusForm; draftId: string; media?: readonly MediaAttachment[] };
      }
    /** The target is the post that quotes an own one. */
    | { type: 'revoke'; target: string; payload: { quotedId: string } }
    | { type: 'delete'; target: string; payload: Nothing }
    /** A scheduled post is not to appear, or at another time (ISO 8601). */
    | { type: 'unschedule'; target: string; payload: Nothing }
    | { type: 'reschedule'; target: string; payload: { scheduledAt: string } }
    /** The target is an account. What is left out of the options stays as it is. */
    | { type: 'follow'; target: string; payload: Toggle & FollowOptions }
    /** `duration` in seconds; 0 is for good. */
    | { type: 'mute'; target: string; payload: Toggle & { duration?: number; notifications?: boolean } }
    | { type: 'block'; target: string; payload: Toggle }
    | { type: 'note'; target: string; payload: { comment: string } }
    | { type: 'remove-follower'; target: string; payload: Nothing }
    /** Somebody asked to follow. */
    | { type: 'answer-request'; target: string; payload: { accept: boolean } }
    /** The account is to be on the list, or not. */
    | { type: 'list-member'; target: string; payload: Toggle & { listId: string } }
    /** The target is the name of a tag, without `#`. */
    | { type: 'follow-tag'; target: string; payload: Toggle }
    /** The target is the id by which the device knows the list until the server has named it (`localId`). */
    | { type: 'list-create'; target: string; payload: ListForm }
    | { type: 'list-edit'; target: string; payload: ListForm }
    | { type: 'list-delete'; target: string; payload: Nothing }
    /** A filter as it is to be; the target of a new one is a `localId`. */
    | { type: 'filter-save'; target: string; payload: { filter: FilterWish } }
    | { type: 'filter-delete'; target: string; payload: Nothing }
    | { type: 'read-conversation' | 'delete-conversation'; target: string; payload: Nothing }
    /** The target is the key of a group of notifications. */
    | { type: 'dismiss-notification'; target: string; payload: Nothing };

export type OperationType = Operation['type'];

/** One intention of the person, kept until the server has it. */
export type OutboxRow = Operation & {
    /** Also the Idempotency-Key: however often a post is sent, it is posted once. */
    id: string;
    /** The order of intentions. */
    seq: number;
    /** A row that has to be sent before, such as the post this one replies to. */
    dependsOn: string | null;
    state: OutboxState;
    /** How often sending it was begun. */
    attempts: number;
    /** The server may have it although it never said so: an answer was lost, or who sent it was killed. */
    uncertain: boolean;
    /** Milliseconds since 1970. */
    nextAt: number;
    createdAt: number;
    /** What to tell the person, when the server refused. */
    error: { status: number; message: string } | null;
    /** The new post, once sent. */
    result: Status | null;
};

const LOCAL = 'local-';

/** An id for what is made on this device and has none of the server's yet; rows that name it are told the real one. */
export function localId(): string {
    return `${LOCAL}${randomId()}`;
}

export function isLocal(id: string): boolean {
    return id.startsWith(LOCAL);
}

/** Is it still to be done? */
export function isPending(row: OutboxRow): boolean {
    return row.state !== 'sent' && row.state !== 'failed';
}

/** How an intention is queued. */
export interface QueueOptions {
    /** Under which key the server may have heard of it already. */
    id?: string;
    /** The row that has to be sent before, such as the post that this one answers. */
    dependsOn?: string | null;
    /** Milliseconds that pass before it is sent: the time to take it back. */
    holdFor?: number;
}

/** A new row for an intention. */
export function newRow(
    operation: Operation,
    options: QueueOptions & { seq: number; now: number },
): OutboxRow {
    return {
        ...operation,
        id: options.id ?? randomId(),
        seq: options.seq,
        dependsOn: options.dependsOn ?? null,
        state: 'waiting',
        attempts: 0,
        uncertain: false,
        nextAt: options.now + (options.holdFor ?? 0),
        createdAt: options.now,
        error: null,
        result: null,
    };
}
