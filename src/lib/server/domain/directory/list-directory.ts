import { sql } from 'drizzle-orm';
import { prepared, type Database } from '../../db';
import type { Actor } from '../users';
import { mayBeMet } from './may-be-met';

/** Which people of the directory are asked for. */
export interface DirectoryQuery {
    /** Those who posted last, or those who came last. */
    order: 'active' | 'new';
    /** Only members of this community. */
    local: boolean;
    limit: number;
    offset: number;
}

type Values = Pick<DirectoryQuery, 'limit' | 'offset'> & { viewerId: string | null };

/** The ids of people who want to be found. */
export async function listDirectory(
    db: Database,
    viewer: Actor | null,
    { order, local, limit, offset }: DirectoryQuery,
): Promise<string[]> {
    const values = { viewerId: viewer?.accountId ?? null, limit, offset };
    const rows = await directories[order][local ? 'local' : 'all'](db, values);
    return rows.map(({ id }) => id);
}

const directory = (order: 'active' | 'new', local: boolean) =>
    prepared<{ id: string }, Values>(
        (parameter) => sql`
            select a.id from accounts a
            where ${mayBeMet(parameter('viewerId', 'bigint'))}
                and ${local ? sql`a.domain is null` : sql`true`}
            order by ${order === 'new' ? sql`a.id desc` : sql`a.last_status_at desc nulls last, a.id desc`}
            limit ${parameter('limit', 'integer')} offset ${parameter('offset', 'integer')}`,
    );

const directories = {
    active: { all: directory('active', false), local: directory('active', true) },
    new: { all: directory('new', false), local: directory('new', true) },
};
