const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const ACROSS = 4;
const DOWN = 4;

type Colour = [red: number, green: number, blue: number];

/**
 * The few characters from which a blurred picture is painted before the real one has come: 4×4 waves.
 * `pixels` are red, green and blue by turns, line by line. https://github.com/woltapp/blurhash/blob/master/Algorithm.md
 */
export function blurhash(pixels: Uint8Array, width: number, height: number): string {
    const [average, ...waves] = measureWaves(pixels, width, height);
    const strongest = Math.max(...waves.flat().map(Math.abs));
    const step = clamp(Math.floor(strongest * 166 - 0.5), 82);
    return [
        digits(ACROSS - 1 + (DOWN - 1) * 9, 1),
        digits(step, 1),
        digits(averageCode(average ?? [0, 0, 0]), 4),
        ...waves.map((wave) => digits(waveCode(wave, (step + 1) / 166), 2)),
    ].join('');
}

/** How strong each wave is in each colour; the first is the average. */
function measureWaves(pixels: Uint8Array, width: number, height: number): Colour[] {
    const light = Float64Array.from(pixels, linear);
    const waves: Colour[] = [];
    for (let down = 0; down < DOWN; down++)
        for (let across = 0; across < ACROSS; across++) {
            const sum: Colour = [0, 0, 0];
            for (let y = 0; y < height; y++)
                for (let x = 0; x < width; x++) {
                    const basis =
                        Math.cos((Math.PI * across * x) / width) * Math.cos((Math.PI * down * y) / height);
                    const at = (y * width + x) * 3;
                    sum[0] += basis * (light[at] ?? 0);
                    sum[1] += basis * (light[at + 1] ?? 0);
                    sum[2] += basis * (light[at + 2] ?? 0);
                }
            const scale = (across === 0 && down === 0 ? 1 : 2) / (width * height);
            waves.push([sum[0] * scale, sum[1] * scale, sum[2] * scale]);
        }
    return waves;
}

function averageCode([red, green, blue]: Colour): number {
    return (gamma(red) << 16) + (gamma(green) << 8) + gamma(blue);
}

function waveCode(wave: Colour, scale: number): number {
    const [red, green, blue] = wave.map((value) => {
        const root = Math.sign(value) * Math.sqrt(Math.abs(value) / scale);
        return clamp(Math.floor(root * 9 + 9.5), 18);
    });
    return (red ?? 0) * 19 * 19 + (green ?? 0) * 19 + (blue ?? 0);
}

function digits(value: number, length: number): string {
    return Array.from(
        { length },
        (_, at) => DIGITS[Math.floor(value / 83 ** (length - at - 1)) % 83] ?? '',
    ).join('');
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));

/** From how a picture keeps light to how much light it is, and back (sRGB). */
function linear(value: number): number {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function gamma(light: number): number {
    const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
    return clamp(Math.round(share * 255), 255);
}
