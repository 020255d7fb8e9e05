import type { EmojiReaction, MediaAttachment, Status } from '$lib/mastodon-api/entities';
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

/** What a row asks of the server. Two rows with the same type and target cancel or replace each other. */
export type Operation =
    /** The media are those of the payload, to be shown until the server has answered. */
    | { type: 'post'; target: null; payload: StatusForm; media?: readonly MediaAttachment[] }
    | { type: 'favourite' | 'boost' | 'bookmark'; target: string; payload: { on: boolean } }
    | { type: 'react'; target: string; payload: { on: boolean; emoji: ReactedEmoji } }
    | { type: 'follow'; target: string; payload: { on: boolean } }
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
    | { type: 'block'; target: string; payload: Record<string, never> }
    | { type: 'delete'; target: string; payload: Record<string, never> }
    /** A scheduled post is not to appear. */
    | { type: 'unschedule'; target: string; payload: Record<string, never> };

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
    attempts: number;
    /** Milliseconds since 1970. */
    nextAt: number;
    createdAt: number;
    /** What to tell the person, when the server refused. */
    error: { status: number; message: string } | null;
    /** The new post, once sent. */
    result: Status | null;
};

/** Is it still to be done? */
export function isPending(row: OutboxRow): boolean {
    return row.state !== 'sent' && row.state !== 'failed';
}

/** A new row for an intention. `holdFor` milliseconds pass before it is sent: the time to take it back. */
export function newRow(
    operation: Operation,
    options: { seq: number; now: number; dependsOn?: string | null; holdFor?: number },
): OutboxRow {
    return {
        ...operation,
        id: randomId(),
        seq: options.seq,
        dependsOn: options.dependsOn ?? null,
        state: 'waiting',
        attempts: 0,
        nextAt: options.now + (options.holdFor ?? 0),
        createdAt: options.now,
        error: null,
        result: null,
    };
}
