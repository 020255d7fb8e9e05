import { m } from '$lib/i18n';

/** The emoji that people answer with most, and the word by which they are found. */
export const COMMON_EMOJI: readonly { name: string; words: () => string }[] = [
    { name: '👍', words: m.emoji_thumbs_up },
    { name: '❤️', words: m.emoji_heart },
    { name: '😂', words: m.emoji_joy },
    { name: '😮', words: m.emoji_surprise },
    { name: '😢', words: m.emoji_sad },
    { name: '😡', words: m.emoji_angry },
    { name: '🎉', words: m.emoji_party },
    { name: '🙏', words: m.emoji_thanks },
    { name: '👏', words: m.emoji_applause },
    { name: '🔥', words: m.emoji_fire },
    { name: '💯', words: m.emoji_hundred },
    { name: '👀', words: m.emoji_eyes },
    { name: '🤔', words: m.emoji_thinking },
    { name: '😍', words: m.emoji_love },
    { name: '🥳', words: m.emoji_celebrate },
    { name: '😅', words: m.emoji_relief },
    { name: '🤗', words: m.emoji_hug },
    { name: '💔', words: m.emoji_broken_heart },
    { name: '🌊', words: m.emoji_wave },
    { name: '🌱', words: m.emoji_sprout },
    { name: '☕', words: m.emoji_coffee },
    { name: '✨', words: m.emoji_sparkles },
    { name: '✅', words: m.emoji_check },
    { name: '❓', words: m.emoji_question },
];
