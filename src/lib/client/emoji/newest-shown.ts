/** One emoji of each later version of the standard, the latest first. */
const SAMPLES: readonly (readonly [version: number, character: string])[] = [
    [17, '🫪'],
    [16, '🫩'],
    [15.1, '🐦‍🔥'],
    [15, '🫨'],
    [14, '🫠'],
    [13.1, '😶‍🌫️'],
    [13, '🥲'],
    [12, '🥱'],
];
const EDGE = 24;

/** Up to which version of the standard this device draws emoji; those of later ones would be empty boxes. */
export function newestShown(): number {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!context) return Infinity;
    context.textBaseline = 'top';
    context.font = `${EDGE - 4}px system-ui, sans-serif`;
    const missing = draw(context, '\u{10fffd}');
    for (const [version, character] of SAMPLES) if (isDrawn(context, character, missing)) return version;
    return 11;
}

/** A picture has colours of its own; a box is as wide as the box for what no font has. */
function isDrawn(context: CanvasRenderingContext2D, character: string, missing: string): boolean {
    if (draw(context, character) === missing) return false;
    // What the font does not know as one is drawn as two, side by side.
    const whole = context.measureText(character).width;
    return whole <= context.measureText('😀').width * 1.4;
}

function draw(context: CanvasRenderingContext2D, text: string): string {
    context.clearRect(0, 0, EDGE, EDGE);
    context.fillText(text, 0, 0);
    return context.getImageData(0, 0, EDGE, EDGE).data.join();
}
