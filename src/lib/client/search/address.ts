const ADDRESS = /^(?:https|web\+ap):\/\/\S+$/i;
const HANDLE = /^@?[\p{L}\p{N}_.-]+@[\p{L}\p{N}.-]+\.[\p{L}\p{N}]{2,}$/u;

/** Does the text name one thing, here or elsewhere: an address, or a handle with its domain? */
export function namesOneThing(text: string): boolean {
    const trimmed = text.trim();
    return ADDRESS.test(trimmed) || HANDLE.test(trimmed);
}

/** Where the thing that a text names is opened. */
export function pathToOpen(text: string): string {
    return `/open?uri=${encodeURIComponent(text.trim())}`;
}
