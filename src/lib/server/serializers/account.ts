import type { Account } from '$lib/mastodon-api/entities';
import { config } from '../config';
import { shownAddress } from '../media';
import type { AccountRow } from './account-rows';
import { emojiEntities } from './custom-emoji';
import { profileStyleEntity } from './profile-style';

/** `username` for people of this community, `username@domain` for everybody else. */
export function acctOf({ username, domain }: { username: string; domain: string | null }): string {
    return domain === null ? username : `${username}@${domain}`;
}

/**
 * https://docs.joinmastodon.org/entities/Account/
 * `moved` is who the account moved to, if that is known here; it is nested once only.
 */
export function accountEntity(row: AccountRow, moved?: AccountRow): Account {
    const shown = row.suspended ? withoutProfile(row) : row.mediaRefused ? withoutPictures(row) : row;
    const avatar = shownAddress(shown.avatarUrl) ?? `${config().origin}/missing-avatar.png`;
    const header = shownAddress(shown.headerUrl) ?? `${config().origin}/missing-header.png`;
    const entity: Account = {
        id: row.id,
        username: row.username,
        acct: acctOf(row),
        url: row.url ?? row.uri,
        uri: row.uri,
        display_name: shown.displayName,
        note: shown.bioHtml,
        avatar,
        avatar_static: shownAddress(shown.avatarStaticUrl) ?? avatar,
        avatar_description: shown.avatarDescription,
        header,
        header_static: shownAddress(shown.headerStaticUrl) ?? header,
        header_description: shown.headerDescription,
        locked: row.locked,
        fields: shown.fields.map(({ name, value, verifiedAt }) => ({
            name,
            value,
            verified_at: verifiedAt ?? null,
        })),
        emojis: emojiEntities(shown.emojis),
        bot: row.actorType === 'Service' || row.actorType === 'Application',
        group: row.actorType === 'Group',
        discoverable: shown.discoverable,
        indexable: shown.indexable,
        hide_collections: row.hidesCollections,
        created_at: `${row.joinedOn}T00:00:00.000Z`,
        last_status_at: row.lastPostedOn,
        // The origin may know of more than ever came here.
        statuses_count: Math.max(row.statusesCount, row.originCounts?.statuses ?? 0),
        followers_count: Math.max(row.followersCount, row.originCounts?.followers ?? 0),
        following_count: Math.max(row.followingCount, row.originCounts?.following ?? 0),
    };
    if (row.originCounts !== null && !row.suspended)
        entity.known_counts = {
            statuses: row.statusesCount,
            followers: row.followersCount,
            following: row.followingCount,
        };
    if (row.domain === null) {
        entity.noindex = !row.indexable;
        entity.roles =
            row.roleId === null
                ? []
                : [{ id: row.roleId, name: row.roleName ?? '', color: row.roleColor ?? '' }];
    }
    if (row.style !== null && !row.suspended) entity.profile_style = profileStyleEntity(row.style);
    if (moved) entity.moved = accountEntity(moved);
    if (row.suspended) entity.suspended = true;
    if (row.silenced) entity.limited = true;
    if (row.memorial) entity.memorial = true;
    return entity;
}

/** What is left of somebody who is suspended: the handle. */
function withoutProfile(row: AccountRow): AccountRow {
    return {
        ...withoutPictures(row),
        displayName: '',
        bioHtml: '',
        fields: [],
        discoverable: false,
        indexable: false,
    };
}

function withoutPictures(row: AccountRow): AccountRow {
    return {
        ...row,
        emojis: {},
        avatarUrl: null,
        avatarStaticUrl: null,
        avatarDescription: '',
        headerUrl: null,
        headerStaticUrl: null,
        headerDescription: '',
    };
}
