import type { AdminCustomEmoji, ImportedEmojiEntity } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

const PATH = '/api/atoll/v1/admin/custom_emojis';
/** A ZIP of thousands takes its time. */
const IMPORT_TIMEOUT = 600_000;

/** What is said of an emoji. What is left out stays as it is. */
export interface EmojiWords {
    shortcode?: string;
    /** Empty for none. */
    category?: string;
    aliases?: string[];
    visible_in_picker?: boolean;
    enabled?: boolean;
}

/** Which emoji are looked for: the community's own, or with `remote` those of others. */
export interface EmojiSearch {
    remote?: boolean;
    q?: string;
    domain?: string;
}

/** A page of them, the latest first. */
export function searchEmojis(
    fetch: Fetch,
    search: EmojiSearch,
    path?: string,
): Promise<Page<AdminCustomEmoji>> {
    const limit = search.remote ? 60 : 1_000;
    return requestPage(fetch, path ?? PATH, path === undefined ? { query: { ...search, limit } } : {});
}

/** Gives the community an emoji. */
export function addEmoji(fetch: Fetch, image: File, words: EmojiWords): Promise<AdminCustomEmoji> {
    return request(fetch, 'POST', PATH, { body: formOf({ image, ...words }) });
}

/** Changes one, with a new picture where one is given. */
export function changeEmoji(
    fetch: Fetch,
    id: string,
    words: EmojiWords,
    image?: File,
): Promise<AdminCustomEmoji> {
    // A form cannot say that a list is empty.
    const body = image && words.aliases?.length !== 0 ? formOf({ image, ...words }) : words;
    return request(fetch, 'PATCH', `${PATH}/${id}`, { body });
}

export function removeEmoji(fetch: Fetch, id: string): Promise<object> {
    return request(fetch, 'DELETE', `${PATH}/${id}`);
}

/** Takes over one of another server's. */
export function copyEmoji(fetch: Fetch, id: string): Promise<AdminCustomEmoji> {
    return request(fetch, 'POST', `${PATH}/${id}/copy`, { timeout: 60_000 });
}

/** Takes over one that was seen in a post. */
export function copyFromStatus(fetch: Fetch, statusId: string, name: string): Promise<AdminCustomEmoji> {
    const body = { status_id: statusId, name };
    return request(fetch, 'POST', `${PATH}/copy`, { body, timeout: 60_000 });
}

/** How a ZIP is taken in. */
export interface ImportWishes {
    dry_run: boolean;
    replace: boolean;
    category: string;
}

/** Takes in a ZIP, or says what that would do. */
export function importEmojis(fetch: Fetch, file: File, wishes: ImportWishes): Promise<ImportedEmojiEntity[]> {
    const options = { body: formOf({ file, ...wishes }), timeout: IMPORT_TIMEOUT };
    return request(fetch, 'POST', `${PATH}/import`, options);
}

/** Where the ZIP of all emoji is fetched. */
export const EXPORT_PATH = `${PATH}/export`;

/** The headings in their order. */
export function getCategories(fetch: Fetch): Promise<{ name: string; count: number }[]> {
    return request(fetch, 'GET', `${PATH}/categories`);
}

export function orderCategories(fetch: Fetch, order: readonly string[]): Promise<object> {
    return request(fetch, 'PUT', `${PATH}/categories`, { body: { order } });
}

function formOf(fields: Record<string, unknown>): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
        if (value === undefined) continue;
        if (value instanceof Blob) form.set(name, value);
        else if (Array.isArray(value)) for (const entry of value) form.append(`${name}[]`, String(entry));
        else form.set(name, String(value));
    }
    return form;
}
