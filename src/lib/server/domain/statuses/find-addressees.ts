import { sql } from 'drizzle-orm';
import { config } from '../../config';
import { prepared, type Queryable } from '../../db';
import { mentionKey, type MentionSpan, type MentionTarget } from '$lib/text';
import type { Actor } from '../users';

/** The people a text names who are known here: their ids, and where their names lead. */
export interface Addressees {
    ids: string[];
    targets: Map<string, MentionTarget>;
}

/** Names beyond these stay plain text. */
const MOST_MENTIONS = 50;

/** Finds whom a text mentions. Those who are unknown, suspended, or have blocked the actor stay plain text. */
export async function findAddressees(
    db: Queryable,
    actor: Actor,
    mentions: readonly Pick<MentionSpan, 'username' | 'host'>[],
): Promise<Addressees> {
    const wanted = new Map<string, { username: string; domain: string; keys: string[] }>();
    for (const span of mentions) {
        const domain = span.host === null || span.host === config().domain ? '' : span.host;
        const handle = `${span.username.toLowerCase()}@${domain}`;
        const known = wanted.get(handle);
        if (known) known.keys.push(mentionKey(span));
        else if (wanted.size < MOST_MENTIONS)
            wanted.set(handle, { username: span.username.toLowerCase(), domain, keys: [mentionKey(span)] });
    }
    const found: Addressees = { ids: [], targets: new Map() };
    if (wanted.size === 0) return found;
    const handles = [...wanted.values()].map(({ username, domain }) => ({ username, domain }));
    const rows = await byHandle(db, { handles, actorId: actor.accountId });
    for (const { id, username, handle, url } of rows) {
        found.ids.push(id);
        for (const key of wanted.get(handle)?.keys ?? []) found.targets.set(key, { url, username });
    }
    return found;
}

interface Found {
    id: string;
    username: string;
    handle: string;
    url: string;
}

const byHandle = prepared<Found, { handles: { username: string; domain: string }[]; actorId: string }>(
    (parameter) => sql`
        select a.id, a.username, w.username || '@' || w.domain as handle, coalesce(a.url, a.uri) as url
        from jsonb_to_recordset(${parameter('handles', 'jsonb')}) as w(username text, domain text)
        join accounts a on lower(a.username) = w.username and coalesce(lower(a.domain), '') = w.domain
        where a.suspended_at is null and not exists (
            select 1 from blocks b where b.account_id = a.id and b.target_id = ${parameter('actorId', 'bigint')})`,
);
