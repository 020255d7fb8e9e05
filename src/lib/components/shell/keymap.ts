/** The keyboard map: what can be done, and by which keys unless a person chose others. */

/** Each key as it is written, so that `J` is `j` with shift; a space separates a sequence. */
export const ACTIONS = {
    next: 'j',
    previous: 'k',
    'next-thread': 'J',
    'previous-thread': 'K',
    open: 'o',
    media: 'e',
    warning: 'x',
    'all-warnings': 'z',
    translate: 't',
    link: 'l',
    profile: 'p',
    'new-posts': '.',
    reply: 'r',
    boost: 'b',
    quote: 'q',
    favourite: 'f',
    bookmark: 's',
    mention: 'm',
    compose: 'n',
    undo: 'u',
    'go-home': 'g h',
    'go-local': 'g l',
    'go-remote': 'g f',
    'go-notifications': 'g n',
    'go-conversations': 'g c',
    'go-explore': 'g e',
    'go-lists': 'g i',
    'go-tags': 'g t',
    'go-bookmarks': 'g b',
    'go-drafts': 'g d',
    'go-outbox': 'g o',
    'go-catch-up': 'g u',
    'go-settings': 'g s',
    search: '/',
    help: '?',
} as const;

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[];

/** What a person chose: the name of an action → its keys; an empty text is none. */
export type ChosenKeys = Readonly<Record<string, string>>;

/** The keys of an action now; empty where it has none. */
export function keysOf(action: ActionName, chosen: ChosenKeys): string {
    return chosen[action] ?? ACTIONS[action];
}

/**
 * Other actions that the keys would set off as well, or that would never be reached: the same keys, or a sequence that
 * begins with them.
 */
export function conflictsOf(action: ActionName, chosen: ChosenKeys): ActionName[] {
    const own = keysOf(action, chosen);
    if (own === '') return [];
    return ACTION_NAMES.filter((other) => {
        const keys = keysOf(other, chosen);
        if (other === action || keys === '') return false;
        return keys === own || keys.startsWith(`${own} `) || own.startsWith(`${keys} `);
    });
}

/** The choice with one action changed; what is as it comes is not kept. */
export function withKeys(chosen: ChosenKeys, action: ActionName, keys: string): ChosenKeys {
    const { [action]: _, ...rest } = chosen;
    return keys === ACTIONS[action] ? rest : { ...rest, [action]: keys };
}

/**
 * The key that was pressed as the map names it; null for those that mean something else: with a modifier, in the middle
 * of a composition, or one that moves or closes.
 */
export function pressedKey(event: KeyboardEvent): string | null {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
    return [...event.key].length === 1 && event.key !== ' ' ? event.key : null;
}

/** Keys in the notation of tinykeys, which tells a capital by its shift; signs need one on some keyboards. */
export function bindingOf(keys: string): string {
    const press = (key: string) => {
        if (key !== key.toLowerCase()) return `Shift+${key}`;
        return /^\p{L}$/u.test(key) ? key : `[Shift]+${key}`;
    };
    return keys.split(' ').map(press).join(' ');
}
