import { asc, isNull } from 'drizzle-orm';
import { ZipFile } from 'yazl';
import { config } from '../../config';
import type { Database } from '../../db';
import { customEmojis } from '../../db/schema';
import { openStored } from '../../storage';

/**
 * All emoji of the community as a ZIP that Misskey and this server take in again: the pictures, and a meta.json that says
 * what they are. Read while it is sent; a picture whose file is lost is left out.
 */
export async function exportEmojis(db: Database): Promise<ReadableStream<Uint8Array>> {
    const emojis = await db
        .select()
        .from(customEmojis)
        .where(isNull(customEmojis.domain))
        .orderBy(asc(customEmojis.shortcode));
    const zip = new ZipFile();
    const exportedAt = new Date();
    const meta = {
        metaVersion: 2,
        host: config().domain,
        exportedAt: exportedAt.toISOString(),
        emojis: emojis.map(({ shortcode: name, category, aliases }) => ({
            downloaded: true,
            fileName: `${name}.webp`,
            emoji: { name, category, aliases },
        })),
    };
    zip.addBuffer(Buffer.from(JSON.stringify(meta)), 'meta.json', { mtime: exportedAt });
    void (async () => {
        for (const { shortcode, key, updatedAt } of emojis) {
            const stored = key && (await openStored(key));
            if (!stored) continue;
            const bytes = Buffer.from(await new Response(stored.read()).arrayBuffer());
            // A picture is compressed already.
            zip.addBuffer(bytes, `${shortcode}.webp`, { compress: false, mtime: updatedAt });
        }
        zip.end();
    })().catch((error: unknown) => zip.outputStream.emit('error', error));
    return new ReadableStream({
        async start(controller) {
            try {
                for await (const part of zip.outputStream) controller.enqueue(new Uint8Array(part as Buffer));
                controller.close();
            } catch (error) {
                controller.error(error);
            }
        },
    });
}
