import { and, eq, sql } from 'drizzle-orm';
import type { ActorRecord } from '../../activitypub/read-actor';
import type { Handle } from '../../activitypub/webfinger';
import { publicKeyOf } from '../../activitypub/keys';
import { inTransaction, newId, type Queryable, type Transaction } from '../../db';
import { accountKeys, accounts } from '../../db/schema';
import { DocumentRefused } from '../../activitypub/untrusted';
import { emit } from '../../events';
import { keepRemoteEmojis } from '../emoji';
import { awaitDecisions, isDomainRefused, markPeople } from '../moderation';
import { meetNeighbour } from '../neighbours';
import type { AccountRow } from './find-account';

/**
 * Keeps somebody of another server as that server describes them now, under a handle that was confirmed. Their keys
 * are those the description lists, and no others any more. What is decided about their domain holds for them too.
 * @throws DocumentRefused `suspended` where that is to have nothing to do with it.
 */
export async function storeRemoteAccount(
    db: Queryable,
    actor: ActorRecord,
    handle: Handle,
): Promise<AccountRow> {
    const account = await store(db, actor, handle);
    await keepRemoteEmojis(db, account.domain, actor.emojis);
    return account;
}

function store(db: Queryable, actor: ActorRecord, handle: Handle): Promise<AccountRow> {
    return inTransaction(db, async (tx) => {
        await awaitDecisions(tx);
        if (await isDomainRefused(tx, handle.host, new URL(actor.id).host))
            throw new DocumentRefused('suspended');
        const account = await upsert(tx, actor, handle);
        await markPeople(tx, account.id);
        await meetNeighbour(tx, handle.host);
        await replaceKeys(tx, account.id, actor);
        return account;
    });
}

async function upsert(tx: Transaction, actor: ActorRecord, handle: Handle): Promise<AccountRow> {
    const description = describe(actor, handle);
    const [before] = await tx
        .select({ suspendedAt: accounts.suspendedAt })
        .from(accounts)
        .where(eq(accounts.uri, actor.id))
        .for('no key update');
    const [known] = await tx
        .update(accounts)
        .set({ ...description, ...suspensionOf(actor), updatedAt: new Date() })
        .where(eq(accounts.uri, actor.id))
        .returning();
    if (known) {
        await emit(tx, { type: 'account.updated', accountId: known.id });
        if (before?.suspendedAt === null && known.suspendedBy === 'remote')
            await emit(tx, { type: 'account.suspended', accountId: known.id });
        return known;
    }
    await freeHandle(tx, handle);
    const [added] = await tx
        .insert(accounts)
        .values({
            id: newId(),
            uri: actor.id,
            createdAt: actor.published ?? new Date(),
            ...(actor.suspended && { suspendedAt: new Date(), suspendedBy: 'remote' as const }),
            ...description,
        })
        // Two activities of somebody new may be looked at in one moment.
        .onConflictDoUpdate({ target: accounts.uri, set: { fetchedAt: sql`excluded.fetched_at` } })
        .returning();
    if (!added) throw new Error('An account was neither found nor made');
    return added;
}

/** A server that was set up anew gives old names to new people; who had the name before keeps their posts only. */
async function freeHandle(tx: Transaction, { username, host }: Handle): Promise<void> {
    await tx
        .update(accounts)
        .set({ username: sql`${accounts.username} || '-' || ${accounts.id}` })
        .where(
            and(
                sql`lower(${accounts.username}) = ${username.toLowerCase()}`,
                sql`coalesce(lower(${accounts.domain}), '') = ${host}`,
            ),
        );
}

function describe(actor: ActorRecord, handle: Handle) {
    return {
        username: handle.username,
        domain: handle.host,
        actorType: actor.type,
        url: actor.url ?? actor.id,
        displayName: actor.displayName,
        bioHtml: actor.bioHtml,
        fields: actor.fields,
        emojis: Object.fromEntries(actor.emojis.map(({ shortcode, url }) => [shortcode, url])),
        avatarUrl: actor.avatarUrl ?? null,
        avatarDescription: actor.avatarDescription,
        headerUrl: actor.headerUrl ?? null,
        headerDescription: actor.headerDescription,
        locked: actor.locked,
        discoverable: actor.discoverable,
        indexable: actor.indexable,
        memorial: actor.memorial,
        alsoKnownAs: actor.alsoKnownAs,
        movedToId: whoeverConfirms(actor),
        attributionDomains: actor.attributionDomains,
        inboxUrl: actor.inbox,
        sharedInboxUrl: actor.sharedInbox ?? null,
        outboxUrl: actor.outbox ?? null,
        followersUrl: actor.followers ?? null,
        followingUrl: actor.following ?? null,
        featuredUrl: actor.featured ?? null,
        featuredTagsUrl: actor.featuredTags ?? null,
        fetchedAt: new Date(),
    };
}

/** Their own server may suspend them, and take that back; what was decided here is not its to change. */
function suspensionOf({ suspended }: ActorRecord) {
    const isOurs = sql`${accounts.suspendedAt} is not null and ${accounts.suspendedBy} is distinct from 'remote'`;
    return {
        suspendedAt: sql`case when ${isOurs} then ${accounts.suspendedAt}
            when ${suspended}::boolean then coalesce(${accounts.suspendedAt}, now()) end`,
        suspendedBy: sql`case when ${isOurs} then ${accounts.suspendedBy} when ${suspended}::boolean then 'remote' end`,
    };
}

/** Where they say they went, if whoever is there is known and says the same. */
function whoeverConfirms({ id, movedTo }: ActorRecord) {
    if (movedTo === undefined) return null;
    return sql`(select other.id from accounts other
        where other.uri = ${movedTo} and ${id} = any(other.also_known_as))`;
}

async function replaceKeys(tx: Transaction, accountId: string, actor: ActorRecord): Promise<void> {
    const origin = new URL(actor.id).origin;
    const keys = actor.keys.filter(
        ({ id, publicPem }) => new URL(id).origin === origin && publicKeyOf(publicPem),
    );
    await tx.delete(accountKeys).where(eq(accountKeys.accountId, accountId));
    for (const { id, publicPem, forRequests, forProofs, expiresAt } of keys) {
        const kind =
            publicKeyOf(publicPem)?.asymmetricKeyType === 'ed25519' ? ('ed25519' as const) : ('rsa' as const);
        await tx
            .insert(accountKeys)
            .values({ keyId: id, accountId, kind, publicPem, forRequests, forProofs, expiresAt })
            // A key id that two people of one server list belongs to nobody new.
            .onConflictDoNothing();
    }
}
