/** The pages of settings, as their addresses name them. */
export const TOPIC_NAMES = [
    'appearance',
    'reading',
    'composing',
    'notifications',
    'privacy',
    'languages',
    'keyboard',
    'accessibility',
    'wellbeing',
    'storage',
    'import-export',
    'about',
] as const;

export type TopicName = (typeof TOPIC_NAMES)[number];
