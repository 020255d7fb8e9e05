import { addressOfEmoji, listEmojis } from '../domain/emoji';
import type { Command } from './command';
import { tableLines } from './help';

export const emojiList: Command = {
    name: 'emoji list',
    about: 'Lists the emoji of the community.',
    async run(call) {
        const emojis = (await listEmojis(await call.database())).map((emoji) => ({
            shortcode: emoji.shortcode,
            category: emoji.category,
            visibleInPicker: emoji.visibleInPicker,
            address: addressOfEmoji(emoji),
        }));
        const rows = emojis.map(({ shortcode, category, address }) => [
            `:${shortcode}:`,
            category ?? '',
            address,
        ]);
        return {
            lines: rows.length > 0 ? tableLines(rows) : ['There are none.'],
            data: emojis,
        };
    },
};
