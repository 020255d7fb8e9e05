import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** What emojibase says of an emoji, as far as it is used. */
interface Described {
    hexcode: string;
    emoji: string;
    label: string;
    tags?: string[];
    order?: number;
    group?: number;
    version: number;
    skins?: { emoji: string }[];
}

const ADDRESS = /^virtual:emoji\/([a-z]{2})$/;
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;
const AS_PICTURE = '\u{fe0f}';
/** Skin tones and hair alone, which are parts of others. */
const PARTS = 2;

const require = createRequire(import.meta.url);
const read = async <T>(file: string) =>
    JSON.parse(await readFile(require.resolve(`emojibase-data/${file}`), 'utf8')) as T;

/**
 * The names of the Unicode emoji in one language as `virtual:emoji/de`, a quarter of emojibase's own file: the emoji this
 * server knows too, each as `[character, label, tags, shortcodes, group, version, tones]`, in the order of a keyboard.
 */
export function emojiNames(): Plugin {
    return {
        name: 'atoll:emoji-names',
        resolveId: (source) => (ADDRESS.test(source) ? `\0${source}` : undefined),
        async load(id) {
            const locale = ADDRESS.exec(id.replace('\0', ''))?.[1];
            if (!locale) return undefined;
            const [emojis, shortcodes] = await Promise.all([
                read<Described[]>(`${locale}/data.json`),
                read<Record<string, string | string[]>>('en/shortcodes/github.json'),
            ]);
            const rows = emojis
                .filter(({ group }) => group !== undefined && group !== PARTS)
                .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
                .flatMap((emoji) => rowOf(emoji, [shortcodes[emoji.hexcode] ?? []].flat()));
            return `export default JSON.parse(${JSON.stringify(JSON.stringify(rows))});`;
        },
    };
}

function rowOf({ emoji, label, tags = [], group, version, skins }: Described, shortcodes: string[]) {
    // Some characters are written with a mark that they are pictures although they always are.
    const character = [emoji, emoji.replaceAll(AS_PICTURE, '')].find((text) => ONE_EMOJI.test(text));
    if (!character) return [];
    const known = new Set(label.toLowerCase().split(' '));
    const words = tags.join(' ').split(' ');
    const others = [...new Set(words)].filter((word) => !known.has(word.toLowerCase()));
    return [[character, label, others.join(' '), shortcodes.join(' '), group, version, skins ? 1 : 0]];
}
