import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { countCharacters, partNumber } from '$lib/text';
import { randomId } from '../database/random-id';
import type { Draft, ThreadPart } from '../database/records';

/** What a post of a thread says and shows. */
export type PartContent = Pick<ThreadPart, 'text' | 'media'>;

type Parts = Pick<Draft, 'id' | 'text' | 'media' | 'thread'>;
type PartChanges = Pick<Draft, 'text' | 'media' | 'thread'>;

/** The posts that a draft becomes: one, or those of a thread. The first has the draft's id. */
export function partsOf({ id, text, media, thread = [] }: Parts): readonly ThreadPart[] {
    return [{ id, text, media }, ...thread];
}

/** Those of them that say or show something: an empty one is not posted. */
export function writtenParts(draft: Parts): readonly ThreadPart[] {
    return partsOf(draft).filter(({ text, media }) => text.trim() !== '' || media.length > 0);
}

/** The files of all its posts. */
export function mediaOfDraft({
    media = [],
    thread = [],
}: Partial<Pick<Draft, 'media' | 'thread'>>): readonly MediaAttachment[] {
    return [...media, ...thread.flatMap((part) => part.media)];
}

/** Its posts with each file as `change` says. */
export function withEachFile(draft: Parts, change: (file: MediaAttachment) => MediaAttachment): PartChanges {
    return changesOf(partsOf(draft).map((part) => ({ ...part, media: part.media.map(change) })));
}

/** Its posts without some files. */
export function withoutFiles(draft: Parts, ids: readonly string[]): PartChanges {
    const stays = ({ id }: MediaAttachment) => !ids.includes(id);
    return changesOf(partsOf(draft).map((part) => ({ ...part, media: part.media.filter(stays) })));
}

/** Its posts with one of them changed. */
export function withPart(draft: Parts, index: number, changes: Partial<PartContent>): PartChanges {
    return changesOf(partsOf(draft).map((part, at) => (at === index ? { ...part, ...changes } : part)));
}

/** Its posts with others behind the one at `index`. */
export function withPartsAfter(draft: Parts, index: number, texts: readonly string[]): PartChanges {
    const added = texts.map((text) => ({ id: randomId(), text, media: [] }));
    return changesOf(partsOf(draft).toSpliced(index + 1, 0, ...added));
}

/** Its posts without the one at `index`. */
export function withoutPart(draft: Parts, index: number): PartChanges {
    return changesOf(partsOf(draft).toSpliced(index, 1));
}

function changesOf([first, ...others]: readonly ThreadPart[]): PartChanges {
    return { text: first?.text ?? '', media: first?.media ?? [], thread: others };
}

/** Is it a thread whose posts end with their numbers? */
export function isNumbered(draft: Parts & Pick<Draft, 'numbered'>): boolean {
    return draft.numbered === true && partsOf(draft).length > 1;
}

/** The characters that a post of a draft takes, its warning and its number included. */
export function charactersOf(draft: Draft, index: number): number {
    const parts = partsOf(draft);
    const number = isNumbered(draft) ? partNumber(index + 1, parts.length) : '';
    return countCharacters(draft.contentWarning) + countCharacters((parts[index]?.text ?? '') + number);
}

/** May it become several posts? What exists already stays one, and what is to appear later has nothing to answer yet. */
export function mayBeThread(draft: Pick<Draft, 'editedId' | 'scheduledId' | 'scheduledAt'>): boolean {
    return draft.editedId === null && draft.scheduledId === null && draft.scheduledAt === null;
}
