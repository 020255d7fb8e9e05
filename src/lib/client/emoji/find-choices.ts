import type { EmojiChoice } from './emoji-choice';

/**
 * The choices that fit what was typed, best first: its shortcode, shortcodes that begin so, words that begin so, and what
 * has all of it somewhere. Among equals the order stays. Typing a character finds itself.
 */
export function findChoices(
    choices: readonly EmojiChoice[],
    typed: string,
    limit = Infinity,
): readonly EmojiChoice[] {
    const query = typed.trim().toLowerCase().replace(/^:|:$/g, '');
    if (query === '') return choices.slice(0, limit);
    const parts = query.split(/[\s_]+/).filter(Boolean);
    const ranks: EmojiChoice[][] = [[], [], [], []];
    for (const choice of choices) {
        const rank = rankOf(choice, query, parts);
        if (rank !== undefined) ranks[rank]?.push(choice);
    }
    return ranks.flat().slice(0, limit);
}

function rankOf(
    { name, shortcodes, words }: EmojiChoice,
    query: string,
    parts: readonly string[],
): number | undefined {
    if (name === query || shortcodes.some((code) => code.toLowerCase() === query)) return 0;
    if (shortcodes.some((code) => code.toLowerCase().startsWith(query))) return 1;
    const spaced = ` ${words}`;
    if (parts.every((part) => spaced.includes(` ${part}`))) return 2;
    const everything = `${shortcodes.join(' ').toLowerCase()} ${words}`;
    return parts.every((part) => everything.includes(part)) ? 3 : undefined;
}
