import { sql, type SQL } from 'drizzle-orm';
import type { StoredKind } from '../../storage';

/**
 * What rows say of stored files, as statements with these columns: `owner` in words for the operator, `key`, and `total`,
 * the bytes of all files of that owner together, null where nobody wrote them down. What is worked on has a name before
 * there is a file of it.
 */
const ofMedia = sql`
    select 'media ' || id as owner, name as key, bytes::bigint as total
    from media_attachments,
        unnest(array[case when state = 'ready' then key end, preview_key, source_key]) as names(name)
    where name is not null
    union all
    select 'media ' || id, variant ->> 'key', bytes
    from media_attachments, jsonb_array_elements(variants) as variant`;

const ofProfiles = sql`
    select role || ' of ' || username as owner, key, total::bigint as total
    from accounts
    cross join lateral (values
        ('avatar', array[avatar_url, avatar_static_url], avatar_bytes),
        ('header', array[header_url, header_static_url], header_bytes)) as pictures(role, addresses, total)
    cross join lateral (
        select distinct split_part(address, '/media/', 2) as key from unnest(addresses) as address) as names
    where domain is null and key <> ''`;

const ofEmoji = sql`
    select 'emoji ' || shortcode as owner, name as key, null::bigint as total
    from custom_emojis, unnest(array[key, static_key, replace(key, 'emoji/', 'stillemoji/')] || former_keys
        || array(select replace(former, 'emoji/', 'stillemoji/') from unnest(former_keys) as former)) as names(name)
    where name is not null`;

const ofOtherServers = sql`
    select 'file of ' || domain || ' ' || url_hash as owner, key, bytes as total
    from remote_files where key is not null and state = 'kept'`;

const ofBranding = sql`
    select 'branding of the community' as owner, found.name #>> '{}' as key, null::bigint as total
    from settings, jsonb_path_query(settings.value, 'strict $.*.* ? (@ starts with "branding/")') as found(name)
    where settings.name = 'branding'`;

/** Who names files of a kind. A kind nobody could name would be forgotten by the sweeper. */
export const namedFiles: Record<StoredKind, SQL | null> = {
    attachments: ofMedia,
    previews: ofMedia,
    sources: ofMedia,
    avatars: ofProfiles,
    headers: ofProfiles,
    emoji: ofEmoji,
    stillemoji: ofEmoji,
    remote: ofOtherServers,
    branding: ofBranding,
};

/** Every statement once. */
export const everyNamedFile: readonly SQL[] = [ofMedia, ofProfiles, ofEmoji, ofOtherServers, ofBranding];
