import { asc, eq } from 'drizzle-orm';
import { isPermitted, type Permission } from '$lib/mastodon-api/permissions';
import type { Queryable } from '../../db';
import { roles } from '../../db/schema';
import type { Viewer } from './viewer';

export { PERMISSIONS, type Permission } from '$lib/mastodon-api/permissions';
export { isRoleName, ROLE_IDS, type RoleName } from '../../db/schema';

/** Whether the viewer's role permits it; an administrator's permits everything. */
export function mayDo(viewer: Pick<Viewer, 'role'> | null, permission: Permission): boolean {
    return isPermitted(viewer?.role.permissions ?? 0n, permission);
}

/** All roles, lowest position first. */
export function listRoles(db: Queryable) {
    return db.select().from(roles).orderBy(asc(roles.position), asc(roles.id));
}

/** The role of an id, if it exists. */
export async function findRole(db: Queryable, id: string) {
    const [role] = await db.select().from(roles).where(eq(roles.id, id));
    return role;
}
