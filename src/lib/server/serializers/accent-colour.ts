/** Lightness and chroma of accents on white: tokens.css. */
const [LIGHTNESS, CHROMA] = [0.5, 0.085];

/** The accent of a hue as `#rrggbb`, where CSS is not understood: manifests and mails. https://www.w3.org/TR/css-color-4/ */
export function accentColour(hue: number): string {
    const a = CHROMA * Math.cos((hue * Math.PI) / 180);
    const b = CHROMA * Math.sin((hue * Math.PI) / 180);
    const l = (LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (LIGHTNESS - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const parts = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
    return `#${parts.map((light) => twoDigits(gamma(light))).join('')}`;
}

function gamma(light: number): number {
    const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(Math.max(0, Math.min(1, share)) * 255);
}

const twoDigits = (value: number) => value.toString(16).padStart(2, '0');
