import { Unprocessable } from '../../errors';

/** How long the description of a file may be, in characters. */
export const MOST_DESCRIPTION_CHARACTERS = 10_000;

/** What somebody says about a file: what is to be seen, and which point of it crops must keep. */
export interface MediaWords {
    description?: string;
    /** From −1 to 1, y upwards. */
    focus?: { x: number; y: number };
}

/** @throws Unprocessable for a description that is too long. */
export function checkedWords<Words extends MediaWords>(words: Words): Words {
    if (Array.from(words.description ?? '').length > MOST_DESCRIPTION_CHARACTERS)
        throw new Unprocessable(
            `Validation failed: Description is too long (maximum is ${MOST_DESCRIPTION_CHARACTERS} characters)`,
        );
    return words;
}

/** A point as it is kept: in thousandths. Nothing where none was said. */
export function focusColumns({ focus }: MediaWords): { focusX?: number; focusY?: number } {
    return focus ? { focusX: Math.round(focus.x * 1_000), focusY: Math.round(focus.y * 1_000) } : {};
}
