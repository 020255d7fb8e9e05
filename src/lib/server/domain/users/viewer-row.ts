import type { Sql } from 'postgres';
import type { UserSettings } from '../../db/schema';
import type { Barrier, Viewer } from './viewer';

/** What a viewer is made of, as one row; read with every request, so by one prepared statement. */
export interface ViewerRow {
    user_id: string;
    account_id: string;
    username: string;
    role_id: string | null;
    role_name: string | null;
    role_permissions: string | null;
    role_position: number | null;
    settings: UserSettings;
    chosen_languages: string[] | null;
    locale: string;
    must_change_password: boolean;
    /** Why this member may not act at present; null when they may. */
    barred: Exclude<Barrier, 'password-not-own'> | null;
}

/** The columns of a `ViewerRow`, for a statement that has `users u` joined to `accounts a` and `roles r`. */
export function viewerColumns(sql: Sql) {
    return sql`
        u.id AS user_id, u.account_id, a.username, u.settings, u.chosen_languages, u.locale, u.must_change_password,
        r.id AS role_id, r.name AS role_name, r.permissions AS role_permissions, r.position AS role_position,
        CASE WHEN u.disabled_at IS NOT NULL THEN 'disabled'
             WHEN a.suspended_at IS NOT NULL THEN 'suspended'
             WHEN u.confirmed_at IS NULL THEN 'unconfirmed'
             WHEN u.approved_at IS NULL THEN 'unapproved' END AS barred`;
}

/** The viewer of a row, by the token or the session it was found with. */
export function viewerOf(
    row: ViewerRow,
    by: Pick<Viewer, 'scopes' | 'tokenId' | 'sessionId' | 'appId'>,
): Viewer {
    return {
        accountId: row.account_id,
        userId: row.user_id,
        username: row.username,
        role: {
            id: row.role_id,
            name: row.role_name ?? '',
            permissions: BigInt(row.role_permissions ?? 0),
            position: row.role_position ?? 0,
        },
        ...by,
        settings: row.settings,
        chosenLanguages: row.chosen_languages,
        locale: row.locale,
    };
}
