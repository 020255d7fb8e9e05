import { sql } from 'drizzle-orm';
import type { Database, Queryable } from '../../db';
import { listStored, type StoredKind } from '../../storage';
import { quotaOf, type Quota } from '../media';

/** What files take, in bytes. */
export interface Amount {
    bytes: number;
    files: number;
}

/** `attachments` are with their previews and twins, `sources` what is not made ready yet, `remote` what others' servers have. */
const USAGE_KINDS = ['attachments', 'sources', 'avatars', 'headers', 'emoji', 'branding', 'remote'] as const;

export type UsageKind = (typeof USAGE_KINDS)[number];

/** All files of the community, those that take most first. */
export interface MediaUsage extends Amount {
    kinds: (Amount & { kind: UsageKind })[];
}

export type MemberUsage = Quota & { accountId: string; username: string };

/** What is kept of a host's files. */
export type DomainUsage = Amount & { domain: string };

interface Row extends Amount, Record<string, unknown> {
    kind: UsageKind;
    known: boolean;
}

/** Also what a store wrote down whose clock is ahead. */
const END_OF_TIME = new Date(8.64e15);

/** Where kinds are whose rows do not all say how long their files are. */
const FOLDERS: Partial<Record<UsageKind, readonly StoredKind[]>> = {
    avatars: ['avatars'],
    headers: ['headers'],
    emoji: ['emoji', 'stillemoji'],
    branding: ['branding'],
};

const BY_ROWS = sql`
    select kind, sum(bytes)::float8 as bytes, sum(files)::int as files, true as known
    from (
        select case when source_key is null then 'attachments' else 'sources' end as kind, bytes,
            (state = 'ready' and key is not null)::int + num_nonnulls(preview_key, source_key)
                + jsonb_array_length(variants) as files
        from media_attachments where num_nonnulls(key, preview_key, source_key) > 0
    ) as ours group by kind
    union all
    select role || 's', sum(total)::float8, sum(1 + coalesce(still <> moving, false)::int)::int, bool_and(total > 0)
    from accounts cross join lateral (values
        ('avatar', avatar_url, avatar_static_url, avatar_bytes),
        ('header', header_url, header_static_url, header_bytes)) as pictures(role, moving, still, total)
    where domain is null and moving is not null
    group by role
    union all
    select 'remote', coalesce(sum(bytes), 0)::float8, count(*)::int, true
    from remote_files where key is not null`;

/**
 * What all files take by kind, as rows say it. Kinds of which some row does not say it are measured where they are stored.
 * @throws ServiceUnavailable where that cannot be reached.
 */
export async function mediaUsage(db: Database): Promise<MediaUsage> {
    const rows = await db.execute<Row>(BY_ROWS);
    const kinds = await Promise.all(
        USAGE_KINDS.map(async (kind) => {
            const row = rows.find((each) => each.kind === kind && each.known);
            const { bytes, files } = row ?? (await measured(FOLDERS[kind] ?? []));
            return { kind, bytes, files };
        }),
    );
    return { ...sumOf(kinds), kinds: kinds.sort((a, b) => b.bytes - a.bytes) };
}

async function measured(folders: readonly StoredKind[]): Promise<Amount> {
    const amount = { bytes: 0, files: 0 };
    for (const folder of folders)
        for await (const { bytes } of listStored(folder, END_OF_TIME)) {
            amount.bytes += bytes;
            amount.files++;
        }
    return amount;
}

const sumOf = (amounts: readonly Amount[]): Amount => ({
    bytes: amounts.reduce((sum, { bytes }) => sum + bytes, 0),
    files: amounts.reduce((sum, { files }) => sum + files, 0),
});

/** Members who keep anything, those who keep most first, with what they may keep. */
export async function usageByMember(db: Queryable, limit: number): Promise<MemberUsage[]> {
    const members = await db.execute<{ accountId: string; username: string }>(sql`
        select a.id::text as "accountId", a.username
        from accounts a left join (
            select account_id, sum(bytes) as bytes from media_attachments where bytes > 0 group by account_id
        ) as kept on kept.account_id = a.id
        cross join lateral (select a.avatar_bytes + a.header_bytes + coalesce(kept.bytes, 0) as bytes) as used
        where a.domain is null and used.bytes > 0 and exists (select from users where users.account_id = a.id)
        order by used.bytes desc, a.id limit ${limit}`);
    return Promise.all(members.map(async (member) => ({ ...member, ...(await quotaOf(db, member)) })));
}

/** Hosts of other servers of which files are kept here, those of which most is kept first. */
export async function usageByDomain(db: Queryable, limit: number): Promise<DomainUsage[]> {
    return [
        ...(await db.execute<DomainUsage & Record<string, unknown>>(sql`
            select domain, sum(bytes)::float8 as bytes, count(*)::int as files from remote_files
            where key is not null group by domain order by sum(bytes) desc, domain limit ${limit}`)),
    ];
}
