import { sql } from 'drizzle-orm';
import { prepared } from '../db';
import type { OriginCounts, ProfileField, ProfileStyle } from '../db/schema';

/** A row of `accounts` with the role its member shows. Days are in UTC, such as `2026-05-01`. */
export interface AccountRow {
    id: string;
    /** Another one whenever anything of the row, or of the role that is shown with it, has changed. */
    version: string;
    username: string;
    domain: string | null;
    actorType: 'Person' | 'Service' | 'Group' | 'Organization' | 'Application';
    uri: string;
    url: string | null;
    displayName: string;
    bioHtml: string;
    fields: ProfileField[];
    emojis: Record<string, string>;
    avatarUrl: string | null;
    avatarStaticUrl: string | null;
    avatarDescription: string;
    headerUrl: string | null;
    headerStaticUrl: string | null;
    headerDescription: string;
    /** Null where nothing was chosen. */
    style: ProfileStyle | null;
    locked: boolean;
    discoverable: boolean | null;
    indexable: boolean;
    hidesCollections: boolean;
    memorial: boolean;
    movedToId: string | null;
    originCounts: OriginCounts | null;
    followersCount: number;
    followingCount: number;
    statusesCount: number;
    lastPostedOn: string | null;
    joinedOn: string;
    silenced: boolean;
    suspended: boolean;
    /** Pictures of their domain are not shown. */
    mediaRefused: boolean;
    roleId: string | null;
    roleName: string | null;
    roleColor: string | null;
}

/** The accounts `ids`; those that are gone are left out. */
export const findAccountRows = prepared<AccountRow, { ids: readonly string[] }>(
    (parameter) => sql`
        select a.id, a.xmin::text as version, a.username, a.domain, a.actor_type as "actorType", a.uri, a.url,
            a.display_name as "displayName", a.bio_html as "bioHtml", a.fields, a.emojis,
            a.avatar_url as "avatarUrl", a.avatar_static_url as "avatarStaticUrl",
            a.avatar_description as "avatarDescription", a.header_url as "headerUrl",
            a.header_static_url as "headerStaticUrl", a.header_description as "headerDescription",
            nullif(a.style, '{}') as style, a.locked, a.discoverable, a.indexable, a.hides_collections as "hidesCollections", a.memorial,
            a.moved_to_id as "movedToId",
            a.origin_counts as "originCounts", a.followers_count as "followersCount",
            a.following_count as "followingCount", a.statuses_count as "statusesCount",
            (a.last_status_at at time zone 'utc')::date::text as "lastPostedOn",
            (a.created_at at time zone 'utc')::date::text as "joinedOn",
            a.silenced_at is not null as silenced, a.suspended_at is not null as suspended,
            a.media_refused as "mediaRefused",
            role.id as "roleId", role.name as "roleName", role.color as "roleColor"
        from accounts a
        left join users u on a.domain is null and u.account_id = a.id
        left join roles role on role.id = u.role_id and role.highlighted
        where a.id = any(${parameter('ids', 'bigint[]')})`,
);

/** Which state of an account's row is the present one. */
export type AccountVersion = Pick<AccountRow, 'id' | 'version'>;

/** The versions of the accounts `ids`; those that are gone are left out. */
export const findAccountVersions = prepared<AccountVersion, { ids: readonly string[] }>(
    (parameter) => sql`
        select id, xmin::text as version from accounts where id = any(${parameter('ids', 'bigint[]')})`,
);
