import type { Announcement, Reaction, StatusMention } from '$lib/mastodon-api/entities';
import {
    findEmoji,
    findHashtags,
    findLinks,
    findMentions,
    mentionKey,
    renderStatusHtml,
    type MentionTarget,
} from '$lib/text';
import { and, inArray } from 'drizzle-orm';
import { config } from '../config';
import { isId, type Database } from '../db';
import { statuses } from '../db/schema';
import {
    countReactions,
    findReadAnnouncements,
    type AnnouncementReaction,
    type AnnouncementRow,
} from '../domain/announcements';
import { findEmojis } from '../domain/emoji';
import { hashtagPage } from '../domain/hashtags';
import { findAddressees, visibleTo } from '../domain/statuses';
import type { Actor } from '../domain/users';
import { acctOf } from './account';
import { findAccountRows } from './account-rows';
import { emojiEntities } from './custom-emoji';

/**
 * https://docs.joinmastodon.org/entities/Announcement/ for `viewer`, or for nobody in particular: then without what is
 * one member's own. The number of statements is the same for any number of announcements.
 */
export async function presentAnnouncements(
    db: Database,
    viewer: Actor | null,
    rows: readonly AnnouncementRow[],
): Promise<Announcement[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const texts = rows.map(({ text }) => text).join('\n\n');
    const reactions = await countReactions(db, { ids, viewer });
    const named = [texts, ...reactions.map(({ name }) => `:${name}:`)];
    const [read, people, posts, emojis] = await Promise.all([
        viewer && findReadAnnouncements(db, viewer, ids),
        findPeopleNamed(db, texts),
        findPostsLinked(db, texts),
        findEmojis(db, named),
    ]);
    return rows.map((row) => {
        const entity: Announcement = {
            id: row.id,
            content: renderStatusHtml(row.text, { mentions: people.targets, hashtagUrl: hashtagPage }),
            starts_at: row.startsAt?.toISOString() ?? null,
            ends_at: row.endsAt?.toISOString() ?? null,
            all_day: row.allDay,
            published_at: (row.publishedAt ?? row.updatedAt).toISOString(),
            updated_at: row.updatedAt.toISOString(),
            mentions: mentionsIn(row.text, people),
            statuses: posts.filter(({ url }) => findLinks(row.text).some((link) => link.url === url)),
            tags: tagsIn(row.text),
            emojis: emojiEntities(emojisIn(row.text, emojis)),
            reactions: reactions
                .filter(({ announcementId }) => announcementId === row.id)
                .map((reaction) => reactionEntity(reaction, emojis, viewer !== null)),
        };
        if (read) entity.read = read.has(row.id);
        return entity;
    });
}

/** https://docs.joinmastodon.org/entities/Reaction/ of one emoji under an announcement, as nobody in particular. */
export async function presentReaction(db: Database, announcementId: string, name: string): Promise<Reaction> {
    const reactions = await countReactions(db, { ids: [announcementId] });
    const none = { announcementId, name, count: 0, mine: false };
    const found = reactions.find((reaction) => reaction.name === name) ?? none;
    return reactionEntity(found, await findEmojis(db, [`:${name}:`]), false);
}

function reactionEntity(
    { name, count, mine }: AnnouncementReaction,
    emojis: Record<string, string>,
    forSomebody: boolean,
): Reaction {
    const [custom] = emojiEntities(emojisIn(`:${name}:`, emojis));
    return {
        name,
        count,
        ...(forSomebody && { me: mine }),
        ...(custom && { url: custom.url, static_url: custom.static_url }),
    };
}

interface PeopleNamed {
    targets: ReadonlyMap<string, MentionTarget>;
    /** By the address of their page, which is where a target leads. */
    mentions: ReadonlyMap<string, StatusMention>;
}

async function findPeopleNamed(db: Database, text: string): Promise<PeopleNamed> {
    const { ids, targets } = await findAddressees(db, NOBODY, findMentions(text));
    const accounts = ids.length > 0 ? await findAccountRows(db, { ids }) : [];
    const mentions = accounts.map((row): [string, StatusMention] => {
        const url = row.url ?? row.uri;
        return [url, { id: row.id, username: row.username, acct: acctOf(row), url }];
    });
    return { targets, mentions: new Map(mentions) };
}

/** An announcement is nobody's, so nobody has blocked its author. */
const NOBODY: Actor = { accountId: '0' };

function mentionsIn(text: string, { targets, mentions }: PeopleNamed): StatusMention[] {
    const urls = new Set(findMentions(text).map((span) => targets.get(mentionKey(span))?.url));
    return [...urls].flatMap((url) => mentions.get(url ?? '') ?? []);
}

function emojisIn(text: string, known: Record<string, string>): Record<string, string> {
    const written = new Set(findEmoji(text).map(({ shortcode }) => shortcode));
    return Object.fromEntries(Object.entries(known).filter(([shortcode]) => written.has(shortcode)));
}

function tagsIn(text: string) {
    const tags = new Map(findHashtags(text).map(({ id, name }) => [id, name]));
    return Array.from(tags, ([id, name]) => ({ name: name.toLowerCase(), url: hashtagPage(id) }));
}

/** Posts of this community that a text links to, and anybody may read. */
async function findPostsLinked(db: Database, text: string): Promise<{ id: string; url: string }[]> {
    const linked = new Map<string, string>();
    for (const { url } of findLinks(text)) {
        const id = url.startsWith(`${config().origin}/@`) && /\/(\d{1,19})$/.exec(url)?.[1];
        if (id && isId(id)) linked.set(id, url);
    }
    if (linked.size === 0) return [];
    const rows = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(inArray(statuses.id, [...linked.keys()]), visibleTo(null)));
    return rows.map(({ id }) => ({ id, url: linked.get(id) ?? '' }));
}
