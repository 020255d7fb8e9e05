/** The part of a loop that has to be in sight before it moves by itself. */
const ENOUGH = 0.75;
/** And below which it stops. */
const TOO_LITTLE = 0.25;

interface Loop {
    /** From 0 to 1. */
    inSight: number;
    playing: boolean;
    /** The person's settings let loops move by themselves. */
    allowed: boolean;
    /** What the person chose for this one; null when nothing. */
    wanted: boolean | null;
}

/** Should a silent loop move? Off-screen never; else as the person chose, and by itself once enough of it is seen. */
export function shouldLoop({ inSight, playing, allowed, wanted }: Loop): boolean {
    if (!(wanted ?? allowed)) return false;
    return inSight >= (playing || wanted ? TOO_LITTLE : ENOUGH);
}
