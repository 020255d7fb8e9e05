/** A file that somebody sent, on its way: in a scratch file that goes with the request unless it is stored. */
export interface Incoming {
    path: string;
    bytes: number;
    /** The first bytes, by which it is known what it is: up to `HEAD_BYTES`. */
    head: Uint8Array;
}

/** How much of a file tells what it is. */
export const HEAD_BYTES = 4_100;
