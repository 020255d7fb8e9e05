import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from './device-preferences';
import { fromAppearance, isShared, toAppearance } from './shared-appearance';

test('what is shared comes back as it was, and what is a device’s own does not leave it', () => {
    const chosen = { ...DEFAULT_PREFERENCES, undoSend: 30, hideCounts: true, textScale: 1.5 } as const;
    const back = fromAppearance(toAppearance(chosen));
    expect(back).toMatchObject({ undoSend: 30, hideCounts: true, theme: 'system' });
    expect(back).not.toHaveProperty('textScale');
    expect(Object.keys(back).every((name) => isShared(name as keyof typeof chosen))).toBe(true);
});

test('an app that chose less elsewhere changes only that', () => {
    expect(fromAppearance({ hue: 250 })).toEqual({ hue: 250 });
});
