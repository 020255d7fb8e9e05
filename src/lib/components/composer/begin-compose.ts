import { m } from '$lib/i18n';
import { beginEdit } from '$lib/client/actions/edit-status';
import { findStatus } from '$lib/client/actions/find-status';
import { database } from '$lib/client/database/open';
import { sharedWords } from '$lib/client/sharing/shared-words';
import { composer } from '$lib/client/stores/composer.svelte';
import { toasts } from '$lib/client/stores/toasts.svelte';
import { attachFiles } from './attach-files';

/**
 * Begins what the address of the composer's page asks for: an answer, a quote, a change, a draft, what another app
 * shared, or words that a link brings along. Without any it goes on with what is being written.
 */
export async function beginCompose(wanted: URLSearchParams): Promise<void> {
    const given = (name: string) => wanted.get(name) ?? '';
    const [reply, quote, edit, draft, shared] = ['reply', 'quote', 'edit', 'draft', 'shared'].map(given);
    const words = sharedWords({ title: given('title'), text: given('text'), url: given('url') });
    if (wanted.has('missing')) toasts.error(m.composer_share_missing());
    if (shared && (await takeShared(shared))) return;
    if (draft) await composer.resume(draft);
    else if (edit) await openChange(edit);
    else if (reply) await composer.open({ replyTo: await findStatus(reply), ...contentOf(words) });
    else if (quote) await composer.open({ quoting: await findStatus(quote), ...contentOf(words) });
    else if (words) await composer.open(contentOf(words));
    if (!composer.isOpen) await composer.open();
}

/** Begins a post with files that the device opened with the app, or another app shared: their text, and themselves. */
export async function beginWithFiles(files: readonly File[], words = ''): Promise<void> {
    const isText = ({ type }: File) => type === 'text/plain';
    const texts = await Promise.all(files.filter(isText).map((file) => file.text()));
    const text = [words, ...texts.map((said) => said.trim())].filter((said) => said !== '').join('\n\n');
    await composer.open({ content: { text } });
    await attachFiles(files.filter((file) => !isText(file)));
    await composer.save();
}

function contentOf(text: string) {
    return text === '' ? {} : { content: { text } };
}

async function openChange(id: string): Promise<void> {
    const status = await findStatus(id);
    if (status) await beginEdit(status);
}

/** Opens what another app shared as a post of its own, and forgets it once the draft has it; answers whether it was there. */
async function takeShared(id: string): Promise<boolean> {
    const shared = await database().get('shared', id);
    if (!shared) return false;
    await beginWithFiles(shared.files, sharedWords(shared));
    await database().write([{ store: 'shared', delete: id }]);
    return true;
}
