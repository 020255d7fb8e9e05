/** How a finger has moved over a picture that is seen whole: in pixels, and pixels a millisecond. */
export interface Swipe {
    dx: number;
    dy: number;
    vx: number;
    vy: number;
    width: number;
    height: number;
}

/** Pixels before a direction is believed. */
const DECIDED = 8;
const FLICK = 0.45;

/** The direction of a movement; null while it could be either. */
export function axisOf({ dx, dy }: Pick<Swipe, 'dx' | 'dy'>): 'across' | 'down' | null {
    if (Math.hypot(dx, dy) < DECIDED) return null;
    return Math.abs(dx) >= Math.abs(dy) ? 'across' : 'down';
}

/**
 * How far the pictures follow the finger: a third as far where there is none to come. `before` lies where a finger goes
 * that moves to the right.
 */
export function followed(dx: number, { before, after }: { before: boolean; after: boolean }): number {
    return (dx > 0 ? before : after) ? dx : dx / 3;
}

/** What lifting the finger means: a third of the way or a flick is enough; a flick back is a change of mind. */
export function verdict(
    swipe: Swipe,
    axis: 'across' | 'down',
    { before, after }: { before: boolean; after: boolean },
): 'before' | 'after' | 'close' | 'stay' {
    const [way, speed, room] =
        axis === 'across' ? [swipe.dx, swipe.vx, swipe.width / 3] : [swipe.dy, swipe.vy, swipe.height / 5];
    const isBack = Math.abs(speed) > FLICK && Math.sign(speed) !== Math.sign(way);
    const isEnough = Math.abs(way) > room || (Math.abs(speed) > FLICK && Math.abs(way) > DECIDED);
    if (!isEnough || isBack) return 'stay';
    if (axis === 'down') return way > 0 ? 'close' : 'stay';
    if (way > 0) return before ? 'before' : 'stay';
    return after ? 'after' : 'stay';
}
