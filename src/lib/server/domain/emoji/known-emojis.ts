import { sql } from 'drizzle-orm';
import { memoryHearing, type Database, type Hearing } from '../../db';
import { instanceState } from '../instance';
import { readEmojis, type CommunityEmoji } from './find-emojis';

/** Told by triggers on the emoji and on the order of their headings, whoever writes to them. */
const CHANNEL = 'emojis_changed';

class Memory implements Hearing {
    emojis: Promise<readonly CommunityEmoji[]> | undefined;

    onWord(): void {
        this.emojis = undefined;
    }

    onGap(): void {
        this.emojis = undefined;
    }
}

const memoryOf = memoryHearing(CHANNEL, () => new Memory());

/**
 * Every emoji of the community that can be written, from memory: by heading, in the order the community gave its
 * headings, and by name. The same list is the same object until something about it changes.
 */
export async function listEmojis(db: Database): Promise<readonly CommunityEmoji[]> {
    const memory = await memoryOf(db);
    if (memory.emojis) return memory.emojis;
    const emojis = inOrder(db);
    memory.emojis = emojis;
    emojis.catch(() => {
        if (memory.emojis === emojis) memory.emojis = undefined;
    });
    return emojis;
}

/** Forgets what is known of a community's emoji in this process. */
export async function forgetEmojis(db: Database): Promise<void> {
    (await memoryOf(db)).onWord();
}

async function inOrder(db: Database): Promise<readonly CommunityEmoji[]> {
    const [emojis, { settings }] = await Promise.all([readEmojis(db), instanceState(db)]);
    const places = new Map(settings.emojiCategories.map((name, index) => [name, index]));
    const placeOf = ({ category }: CommunityEmoji) =>
        category === null ? -1 : (places.get(category) ?? places.size);
    // Sorting keeps the order by name among equals.
    return emojis.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The headings of the community's emoji, those that are off included, as they are offered. */
export async function listCategories(db: Database): Promise<{ name: string; count: number }[]> {
    const [rows, { settings }] = await Promise.all([
        db.execute<{ name: string; count: number }>(sql`
            select category as name, count(*)::int as count from custom_emojis
            where domain is null and category is not null group by category order by category`),
        instanceState(db),
    ]);
    const order = settings.emojiCategories;
    const placeOf = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
    return Array.from(rows).toSorted((a, b) => placeOf(a.name) - placeOf(b.name));
}
