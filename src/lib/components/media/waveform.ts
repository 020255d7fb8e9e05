/** Gives a bar that is silent a little height, so that there is something to touch. */
const LEAST = 0.06;

/** The loudness along a sound in `count` bars from 0 to 1; each is as loud as the loudest it stands for. */
export function waveBars(waveform: readonly number[], count: number): number[] {
    if (waveform.length === 0) return [];
    const bars = Math.min(count, waveform.length);
    return Array.from({ length: bars }, (_, bar) => {
        const from = Math.floor((bar * waveform.length) / bars);
        const to = Math.max(from + 1, Math.floor(((bar + 1) * waveform.length) / bars));
        const loudest = Math.max(
            ...waveform.slice(from, to).map((part) => (Number.isFinite(part) ? part : 0)),
        );
        return Math.min(1, Math.max(LEAST, loudest / 99));
    });
}

/** The bars as an SVG path in a box of `bars.length` by 1, each bar standing in the middle of the height. */
export function wavePath(bars: readonly number[]): string {
    return bars
        .map((height, x) => `M${x + 0.2} ${round(0.5 - height / 2)}h.6v${round(height)}h-.6z`)
        .join('');
}

const round = (value: number) => Math.round(value * 1000) / 1000;
