import type { Database } from '../../db';
import { AtollError, Unprocessable } from '../../errors';
import { customEmojis } from '../../db/schema';
import { isNull } from 'drizzle-orm';
import { addEmoji } from './add-emoji';
import { wordColumns } from './emoji-words';
import { cutEmoji } from './picture';

/** One file that is to become an emoji. */
export interface ImportedFile {
    /** As its sender called it. */
    file: string;
    shortcode: string;
    category?: string | null | undefined;
    aliases?: readonly string[] | undefined;
    /** @throws AtollError where it cannot be read, is too large, or claims what it is not. */
    read(): Promise<Buffer>;
}

/** What became of one file. */
export interface ImportedEmoji {
    file: string;
    shortcode: string;
    outcome: 'added' | 'replaced' | 'refused';
    /** Why it was refused. */
    reason?: string;
}

/** How an import goes. */
export interface ImportOptions {
    /** The heading for those that bring none. */
    category?: string | undefined;
    /** Whether one that is here already gets the new picture; otherwise it is refused. */
    replace?: boolean | undefined;
    /** Looks at everything and changes nothing. */
    dryRun?: boolean | undefined;
}

/** Makes an emoji of every file, one after the other. One that cannot be one keeps no other from becoming one. */
export async function importEmojis(
    db: Database,
    files: AsyncIterable<ImportedFile> | Iterable<ImportedFile>,
    options: ImportOptions = {},
): Promise<ImportedEmoji[]> {
    const taken = new Set(
        (
            await db
                .select({ shortcode: customEmojis.shortcode })
                .from(customEmojis)
                .where(isNull(customEmojis.domain))
        ).map(({ shortcode }) => shortcode),
    );
    const report: ImportedEmoji[] = [];
    for await (const given of files) {
        const { file, shortcode } = given;
        try {
            const outcome = await importOne(db, given, { ...options, isTaken: taken.has(shortcode) });
            taken.add(shortcode);
            report.push({ file, shortcode, outcome });
        } catch (error) {
            if (!(error instanceof AtollError)) throw error;
            report.push({ file, shortcode, outcome: 'refused', reason: error.message });
        }
    }
    return report;
}

async function importOne(
    db: Database,
    { shortcode, category, aliases, read }: ImportedFile,
    { category: usual, replace = true, dryRun = false, isTaken }: ImportOptions & { isTaken: boolean },
): Promise<'added' | 'replaced'> {
    const words = { shortcode, category: category ?? usual, aliases };
    wordColumns(words);
    if (isTaken && !replace) throw new Unprocessable('There is one of this shortcode already');
    const picture = await read();
    if (!dryRun)
        return (await addEmoji(db, { ...words, picture }, { replace })).replaced ? 'replaced' : 'added';
    await cutEmoji(picture);
    return isTaken ? 'replaced' : 'added';
}
