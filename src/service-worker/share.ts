/// <reference lib="webworker" />
import { readDevice } from '$lib/client/database/device';
import { openDatabase } from '$lib/client/database/open';
import { randomId } from '$lib/client/database/random-id';
import type { SharedDraft } from '$lib/client/database/records';
import { keepShared, readShared } from '$lib/client/sharing/keep-shared';

const TARGET = '/share-target';

/**
 * What another app shares is written down before the composer opens: this worker may be ended at any moment, and the
 * page that is opened next finds it all the same. Null for every other request.
 */
export function answerShare({ request }: FetchEvent): Promise<Response> | null {
    const shares = request.method === 'POST' && new URL(request.url).pathname === TARGET;
    return shares ? takeShare(request) : null;
}

async function takeShare(request: Request): Promise<Response> {
    const shared = readShared(await request.formData(), randomId(), Date.now());
    return Response.redirect(`/compose?${await whereKept(shared)}`, 303);
}

/** How the composer finds it; the words themselves where nobody is signed in, or nothing can be kept. */
async function whereKept(shared: SharedDraft): Promise<URLSearchParams> {
    const { id, title = '', text = '', url = '', files } = shared;
    if (await isKept(shared)) return new URLSearchParams({ shared: id });
    return new URLSearchParams({ title, text, url, ...(files.length > 0 && { missing: 'files' }) });
}

async function isKept(shared: SharedDraft): Promise<boolean> {
    const me = await readDevice('me');
    if (!me) return false;
    const database = await openDatabase(me.id);
    try {
        await keepShared(database, shared);
        return database.durable;
    } catch {
        return false;
    } finally {
        database.close();
    }
}
