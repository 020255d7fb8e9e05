import { isId } from '$lib/server/db';
import { NotFound } from '$lib/server/errors';

/** @throws NotFound for what cannot be an id. */
export function checkedId(text: string): string {
    if (!isId(text)) throw new NotFound();
    return text;
}
