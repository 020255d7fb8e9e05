import { importEmojis, MOST_ZIP_BYTES, readEmojiZip } from '$lib/server/domain/emoji';
import { Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';

/** Takes in a ZIP, sent as `file`; answers what became of each picture in it. With `dry_run` nothing changes. */
export const POST = endpoint(
    {
        scope: 'admin:write',
        access: 'user',
        permission: 'manageCustomEmojis',
        bodyLimit: MOST_ZIP_BYTES + 100_000,
    },
    async ({ db, input }) => {
        const file = input.file('file');
        if (!file) throw new Unprocessable("Validation failed: File can't be blank");
        const files = await readEmojiZip(Buffer.from(await file.arrayBuffer()));
        return importEmojis(db, files, {
            category: input.text('category', { max: 200 }),
            replace: input.flag('replace') ?? false,
            dryRun: input.flag('dry_run') ?? false,
        });
    },
);
