/** What a role may permit, as Mastodon numbers it. https://docs.joinmastodon.org/entities/Role/#permission-flags */
export const PERMISSIONS = {
    administrator: 1n << 0n,
    viewDevops: 1n << 1n,
    viewAuditLog: 1n << 2n,
    viewDashboard: 1n << 3n,
    manageReports: 1n << 4n,
    manageFederation: 1n << 5n,
    manageSettings: 1n << 6n,
    manageBlocks: 1n << 7n,
    manageTaxonomies: 1n << 8n,
    manageAppeals: 1n << 9n,
    manageUsers: 1n << 10n,
    manageInvites: 1n << 11n,
    manageRules: 1n << 12n,
    manageAnnouncements: 1n << 13n,
    manageCustomEmojis: 1n << 14n,
    manageWebhooks: 1n << 15n,
    inviteUsers: 1n << 16n,
    manageRoles: 1n << 17n,
    manageUserAccess: 1n << 18n,
    deleteUserData: 1n << 19n,
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** Whether `held` permits it; what an administrator holds permits everything. */
export function isPermitted(held: bigint, permission: Permission): boolean {
    return (held & (PERMISSIONS.administrator | PERMISSIONS[permission])) !== 0n;
}
