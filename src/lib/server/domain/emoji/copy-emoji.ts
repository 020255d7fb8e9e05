import { and, eq } from 'drizzle-orm';
import { OutboundError } from '../../activitypub/outbound-error';
import { outboundFetch } from '../../activitypub/outbound-fetch';
import type { Database } from '../../db';
import { accounts, customEmojis, reactions, statuses } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { isMediaRefused } from '../moderation';
import { addEmoji, type AddedEmoji } from './add-emoji';
import type { EmojiWords } from './emoji-words';
import { MOST_EMOJI_BYTES } from './picture';
import { findKeptEmoji } from './search-emojis';

/** The pictures of other servers may be larger than ours: they are made smaller. */
const LARGEST_BYTES = 4 * MOST_EMOJI_BYTES;
const DEADLINE = 20_000;

/** Where another server's emoji was seen. */
export type SeenEmoji = { id: string } | { statusId: string; shortcode: string };

/**
 * Gives the community an emoji of another server, under the same shortcode unless another one is given. A picture of ours
 * is never replaced by it.
 * @throws NotFound, Unprocessable for a shortcode that is taken, a picture that cannot be had, or a server whose pictures
 *   are refused here.
 */
export async function copyEmoji(db: Database, seen: SeenEmoji, words: EmojiWords = {}): Promise<AddedEmoji> {
    const { domain, url, shortcode, aliases } = await find(db, seen);
    if (await isMediaRefused(db, domain))
        throw new Unprocessable(`The pictures of ${domain} are refused by this community`);
    const picture = await fetchPicture(url);
    return addEmoji(
        db,
        { ...words, aliases: words.aliases ?? aliases, shortcode: words.shortcode ?? shortcode, picture },
        { replace: false },
    );
}

interface RemoteEmoji {
    domain: string;
    url: string;
    shortcode: string;
    aliases: string[];
}

async function find(db: Database, seen: SeenEmoji): Promise<RemoteEmoji> {
    if ('statusId' in seen) return findAroundStatus(db, seen);
    const { domain, remoteUrl: url, shortcode, aliases } = await findKeptEmoji(db, seen.id);
    if (domain === null || url === null) throw new NotFound();
    return { domain, url, shortcode, aliases };
}

/** In the post's text, in its author's name, or under it. */
async function findAroundStatus(
    db: Database,
    { statusId, shortcode }: { statusId: string; shortcode: string },
): Promise<RemoteEmoji> {
    const [written] = await db
        .select({ inText: statuses.emojis, inName: accounts.emojis, domain: accounts.domain })
        .from(statuses)
        .innerJoin(accounts, eq(accounts.id, statuses.accountId))
        .where(eq(statuses.id, statusId));
    const [reaction] = await db
        .select({ url: reactions.imageUrl, domain: accounts.domain })
        .from(reactions)
        .innerJoin(accounts, eq(accounts.id, reactions.accountId))
        .where(and(eq(reactions.statusId, statusId), eq(reactions.emoji, shortcode)))
        .limit(1);
    const url = written?.inText[shortcode] ?? written?.inName[shortcode];
    const { domain, url: found } =
        written?.domain && url ? { domain: written.domain, url } : (reaction ?? {});
    if (!domain || !found) throw new NotFound();
    const [kept] = await db
        .select({ aliases: customEmojis.aliases })
        .from(customEmojis)
        .where(and(eq(customEmojis.domain, domain), eq(customEmojis.shortcode, shortcode)));
    return { domain, url: found, shortcode, aliases: kept?.aliases ?? [] };
}

async function fetchPicture(url: string): Promise<Buffer> {
    try {
        const { status, body } = await outboundFetch(url, { maxBytes: LARGEST_BYTES, deadline: DEADLINE });
        if (status === 200) return body;
    } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
    }
    throw new Unprocessable('The picture cannot be had from where it is');
}
