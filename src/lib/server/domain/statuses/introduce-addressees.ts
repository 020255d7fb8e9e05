import type { MentionSpan } from '$lib/text';
import { canonicalHost } from '../../activitypub/webfinger';
import { config } from '../../config';
import type { Database } from '../../db';
import { log } from '../../log';
import { findByHandle, resolveHandle } from '../accounts';

/** People of one post who may be asked for at other servers; more names stay plain text unless they are known. */
const MOST_QUESTIONS = 8;
/** Milliseconds a post waits for other servers to say who their people are. */
const PATIENCE = 5_000;

/**
 * Makes people of other servers known whom a text mentions and nobody here has met, so that they are named and reached.
 * Whoever cannot be found in time stays plain text. Costs nothing where everybody is known.
 */
export async function introduceAddressees(
    db: Database,
    mentions: readonly Pick<MentionSpan, 'username' | 'host'>[],
): Promise<void> {
    const handles = new Map<string, { username: string; host: string }>();
    for (const { username, host: written } of mentions) {
        const host = written === null ? undefined : canonicalHost(written);
        if (host && host !== config().domain)
            handles.set(`${username.toLowerCase()}@${host}`, { username, host });
    }
    if (handles.size === 0) return;
    const known = await Promise.all([...handles.values()].map((handle) => findByHandle(db, handle)));
    const strangers = [...handles.values()]
        .filter((_, index) => known[index] === undefined)
        .slice(0, MOST_QUESTIONS);
    if (strangers.length === 0) return;
    const questions = strangers.map((handle) =>
        resolveHandle(db, handle).catch((error: unknown) => {
            log.debug({ err: error, handle }, 'somebody mentioned could not be found');
        }),
    );
    const { promise: enough, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), PATIENCE);
    await Promise.race([Promise.all(questions), enough]);
    clearTimeout(timer);
}
