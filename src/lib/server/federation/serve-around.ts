import { and, asc, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import { isId } from '../db';
import { statuses } from '../db/schema';
import { visibleTo } from '../domain/statuses';
import { NotFound } from '../errors';
import { collectionDocument, collectionPageDocument } from './documents';
import type { Asked, Served } from './serve';
import { findParts } from './serve-status';

const PER_PAGE = 50;

/** The answers to a member's post that everybody may read, by their ids, newest first. */
export async function serveReplies(asked: Asked): Promise<Served> {
    const status = await findOpen(asked);
    const id = `${status.uri}/replies`;
    const totalItems = status.repliesCount;
    if (!asked.url.searchParams.has('page')) return { document: collectionDocument(id, totalItems) };
    const maxId = asked.url.searchParams.get('max_id');
    const cursor = isId(maxId) ? maxId : undefined;
    const rows = await asked.db
        .select({ id: statuses.id, uri: statuses.uri })
        .from(statuses)
        .where(
            and(
                eq(statuses.inReplyToId, status.id),
                visibleTo(null),
                cursor ? lt(statuses.id, cursor) : undefined,
            ),
        )
        .orderBy(desc(statuses.id))
        .limit(PER_PAGE);
    const next = rows.length === PER_PAGE ? rows.at(-1)?.id : undefined;
    const items = rows.map(({ uri }) => uri);
    return { document: collectionPageDocument(id, { totalItems, items, cursor, next }) };
}

/**
 * The posts of a thread that a member began, as far as they are known and for everybody to read, by their ids, oldest first
 * (FEP-7888).
 */
export async function serveContext(asked: Asked): Promise<Served> {
    const { status, author } = await findOpenParts(asked);
    if (status.contextUri !== `${status.uri}/context`) throw new NotFound();
    const id = status.contextUri;
    const isInIt = and(
        eq(statuses.conversationId, status.conversationId ?? status.id),
        isNull(statuses.boostOfId),
        visibleTo(null),
    );
    const totalItems = await asked.db.$count(statuses, isInIt);
    if (!asked.url.searchParams.has('page')) {
        const collection = collectionDocument(id, totalItems);
        return { document: { ...collection, attributedTo: author.uri } };
    }
    const minId = asked.url.searchParams.get('min_id');
    const cursor = isId(minId) ? minId : undefined;
    const rows = await asked.db
        .select({ id: statuses.id, uri: statuses.uri })
        .from(statuses)
        .where(and(isInIt, cursor ? gt(statuses.id, cursor) : undefined))
        .orderBy(asc(statuses.id))
        .limit(PER_PAGE);
    const next = rows.length === PER_PAGE ? rows.at(-1)?.id : undefined;
    const items = rows.map(({ uri }) => uri);
    const page = { totalItems, items, cursor, next, by: 'min_id' as const };
    return { document: collectionPageDocument(id, page) };
}

/** How many like a member's post; not who. */
export async function serveLikes(asked: Asked): Promise<Served> {
    const { uri, favouritesCount } = await findOpen(asked);
    return { document: collectionDocument(`${uri}/likes`, favouritesCount, { paged: false }) };
}

/** How many boosted a member's post; not who. */
export async function serveShares(asked: Asked): Promise<Served> {
    const { uri, boostsCount } = await findOpen(asked);
    return { document: collectionDocument(`${uri}/shares`, boostsCount, { paged: false }) };
}

/** @throws NotFound for what is not for everybody: of such posts nothing around them is told. */
async function findOpenParts(asked: Asked) {
    const { parts, isPrivate } = await findParts(asked);
    if (isPrivate || parts.status.boostOfId !== null) throw new NotFound();
    return parts;
}

const findOpen = async (asked: Asked) => (await findOpenParts(asked)).status;
