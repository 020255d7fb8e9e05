import { count, eq } from 'drizzle-orm';
import type { AccountSource, CredentialAccount, Role } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { accounts, followRequests, roles } from '../db/schema';
import type { Viewer } from '../domain/users';
import { NotFound } from '../errors';
import { presentAccount } from './present-accounts';

/** The viewer's own account with what they edit of it. https://docs.joinmastodon.org/entities/Account/#CredentialAccount */
export async function presentCredentialAccount(db: Database, viewer: Viewer): Promise<CredentialAccount> {
    const [account, source, role] = await Promise.all([
        presentAccount(db, viewer, viewer.accountId),
        sourceOf(db, viewer),
        roleOf(db, viewer),
    ]);
    return { ...account, source, role };
}

async function sourceOf(db: Database, viewer: Viewer): Promise<AccountSource> {
    const [[row], [requests]] = await Promise.all([
        db.select().from(accounts).where(eq(accounts.id, viewer.accountId)),
        db
            .select({ count: count() })
            .from(followRequests)
            .where(eq(followRequests.targetId, viewer.accountId)),
    ]);
    if (!row) throw new NotFound();
    return {
        note: row.bioSource,
        fields: row.fields.map(({ name, value, source, verifiedAt }) => ({
            name,
            value: source ?? value,
            verified_at: verifiedAt ?? null,
        })),
        privacy: viewer.settings.defaultVisibility ?? 'public',
        sensitive: viewer.settings.defaultSensitive ?? false,
        language: viewer.settings.defaultLanguage ?? null,
        follow_requests_count: requests?.count ?? 0,
        discoverable: row.discoverable,
        indexable: row.indexable,
        hide_collections: row.hidesCollections,
        attribution_domains: row.attributionDomains,
        quote_policy: viewer.settings.defaultQuotePolicy ?? 'public',
        also_known_as_uris: row.alsoKnownAs,
    };
}

async function roleOf(db: Database, viewer: Viewer): Promise<Role> {
    const [row] = viewer.role.id ? await db.select().from(roles).where(eq(roles.id, viewer.role.id)) : [];
    return {
        id: row?.id ?? '-99',
        name: row?.name ?? '',
        color: row?.color ?? '',
        permissions: (row?.permissions ?? viewer.role.permissions).toString(),
        highlighted: row?.highlighted ?? false,
    };
}
