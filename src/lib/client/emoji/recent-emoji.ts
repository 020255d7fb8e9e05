/** How often and how lately an emoji was used, as one number. */
export type EmojiUses = Readonly<Record<string, number>>;

/** With every use of another one, an emoji is worth this much of what it was. */
const FADING = 0.9;
const KEPT = 40;

/** The uses with one more: what was used last or often comes first, and what is no longer used leaves. */
export function withUse(uses: EmojiUses, name: string): EmojiUses {
    const faded = Object.entries(uses).map(([other, worth]): [string, number] => [other, worth * FADING]);
    const next = new Map(faded).set(name, (uses[name] ?? 0) * FADING + 1);
    return Object.fromEntries([...next].sort(([, a], [, b]) => b - a).slice(0, KEPT));
}

/** What was used lately or often, best first. */
export function mostUsed(uses: EmojiUses): string[] {
    return Object.entries(uses)
        .sort(([, a], [, b]) => b - a)
        .map(([name]) => name);
}
