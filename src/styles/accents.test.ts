/** Whatever hue somebody chooses, what is written in it can be read. The lightnesses and chromas are those of tokens.css. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Light = [red: number, green: number, blue: number];

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const number = (name: string) =>
    Number(new RegExp(`\\.own-accent \\{[^}]*--${name}: ([\\d.]+)`).exec(css)?.[1]);

/** From OKLCH to linear sRGB. https://www.w3.org/TR/css-color-4/#color-conversion-code */
function lightOf(lightness: number, chroma: number, hue: number): Light {
    const a = chroma * Math.cos((hue * Math.PI) / 180);
    const b = chroma * Math.sin((hue * Math.PI) / 180);
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    return [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
}

function lightOfHex(hex: string): Light {
    return [1, 3, 5].map((at) => {
        const share = parseInt(hex.slice(at, at + 2), 16) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as Light;
}

const luminance = ([red, green, blue]: Light) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

function contrast(one: Light, other: Light): number {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

describe('every hue', () => {
    const hues = Array.from({ length: 360 }, (_, hue) => hue);

    test('is a colour that screens have, so that none is shown as another', () => {
        for (const hue of hues)
            for (const [lightness, chroma] of [
                [0.5, number('chroma-light')],
                [0.8, number('chroma-dark')],
                [0.95, number('chroma-tint')],
            ] as const)
                for (const part of lightOf(lightness, chroma, hue)) {
                    expect(part).toBeGreaterThan(-0.004);
                    expect(part).toBeLessThan(1.004);
                }
    });

    test('can be read as text, on the surface and on its own tint, in both themes', () => {
        for (const hue of hues) {
            const light = lightOf(0.5, number('chroma-light'), hue);
            const dark = lightOf(0.8, number('chroma-dark'), hue);
            expect(contrast(light, lightOfHex('#ffffff'))).toBeGreaterThan(4.5);
            expect(contrast(light, lightOf(0.95, number('chroma-tint'), hue))).toBeGreaterThan(4.5);
            expect(contrast(dark, lightOfHex('#12171b'))).toBeGreaterThan(4.5);
            expect(contrast(dark, lightOfHex('#0b0f14'))).toBeGreaterThan(4.5);
        }
    });
});
