import { addressOfEmoji, describeEmojis } from '../domain/emoji';
import type { Database } from '../db';
import { NotFound } from '../errors';
import { emojiDocument } from './documents';
import type { Served } from './serve';

/** An emoji of the community; a browser is shown its picture. */
export async function serveEmoji({
    db,
    params: { shortcode = '' },
}: {
    db: Database;
    params: Record<string, string>;
}): Promise<Served> {
    const [emoji] = await describeEmojis(db, [shortcode]);
    if (!emoji) throw new NotFound();
    return { document: emojiDocument(emoji), page: addressOfEmoji(emoji) };
}
