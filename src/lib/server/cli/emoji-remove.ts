import { removeEmoji } from '../domain/emoji';
import { wordAt, type Command } from './command';

/** What was written with it shows its shortcode from then on. */
export const emojiRemove: Command = {
    name: 'emoji remove',
    about: 'Takes an emoji away from the community, and its picture from the disk.',
    words: ['SHORTCODE'],
    async run(call) {
        const shortcode = wordAt(call, 0).replace(/^:(.*):$/, '$1');
        await removeEmoji(await call.database(), { shortcode });
        return { lines: [`:${shortcode}: is gone.`], data: { shortcode } };
    },
};
