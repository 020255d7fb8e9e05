import { m } from '$lib/i18n';
import { countCharacters, splitThread } from '$lib/text';
import type { Draft } from '../database/records';
import { partsOf, withoutPart, withPart, withPartsAfter } from '../drafts/draft-parts';
import { community } from '../stores/community.svelte';
import { composer } from '../stores/composer.svelte';
import { toasts } from '../stores/toasts.svelte';
import { uploads } from '../stores/uploads.svelte';

/** A number may be two characters longer in a thread that has posts already. */
const LONGER_NUMBER = 2;
const NAMES = /^(?:@\S+\s+)+/;

/** The posts that one of a draft's would become, as it is too long. */
export function splitOf(draft: Draft, index: number): string[] {
    const others = draft.thread && draft.thread.length > 0 ? LONGER_NUMBER : 0;
    return splitThread(partsOf(draft)[index]?.text ?? '', {
        limit: Math.max(1, community.maxCharacters - countCharacters(draft.contentWarning) - others),
        numbered: draft.numbered ?? true,
        opening: openingOf(draft),
        language: draft.language,
    });
}

/** What the next post begins with: one for named people alone reaches only whom it names itself. */
function openingOf({ visibility, text }: Draft): string {
    return visibility === 'direct' ? (NAMES.exec(text)?.[0] ?? '') : '';
}

/** Makes several posts of one that is too long; that can be undone. */
export function splitPart(index: number): void {
    const { draft } = composer;
    if (!draft) return;
    const [first = '', ...others] = splitOf(draft, index);
    if (others.length === 0) return;
    const begun = { ...draft, ...withPart(draft, index, { text: first }) };
    composer.update({ ...withPartsAfter(begun, index, others), numbered: draft.numbered ?? true });
    composer.active = index + others.length;
    const { text, media, thread, numbered } = draft;
    toasts.info(m.composer_thread_split({ count: others.length + 1 }), {
        label: m.undo(),
        run: () => composer.update({ text, media, thread, numbered }),
    });
}

/** Adds an empty post behind the one that was written in last. */
export function addPart(): void {
    const { draft, active } = composer;
    if (!draft) return;
    composer.update(withPartsAfter(draft, active, [openingOf(draft)]));
    composer.active = active + 1;
}

/** Takes a post out of the thread, with its files. */
export function removePart(index: number): void {
    const { draft } = composer;
    if (!draft) return;
    uploads.removeOf(partsOf(draft)[index]?.media ?? []);
    composer.update(withoutPart(draft, index));
    composer.active = Math.max(0, index - 1);
}
