import {
    countOf,
    fileOf,
    hasType,
    isObject,
    listOf,
    objectsOf,
    textOf,
    widestOf,
    type Json,
} from './untrusted';

/** A file that belongs to a post, where its server keeps it. */
export interface AttachmentRecord {
    url: string;
    kind: 'image' | 'video' | 'audio' | 'unknown';
    mediaType: string;
    description: string;
    blurhash: string | undefined;
    focus: { x: number; y: number } | undefined;
    width: number | undefined;
    height: number | undefined;
}

const MAX_ATTACHMENTS = 32;
const MAX_DESCRIPTION = 10_000;

/** The files in an `attachment` property. */
export function readAttachments(value: unknown): AttachmentRecord[] {
    return objectsOf(value, 'Document', 'Image', 'Audio', 'Video')
        .map(readAttachment)
        .filter(({ url }) => url !== '')
        .slice(0, MAX_ATTACHMENTS);
}

/** The picture that something is shown with: an address, an object, or one of several in different sizes. */
export function readPicture(value: unknown): AttachmentRecord | undefined {
    const picture = widestOf(value);
    if (picture === undefined) return undefined;
    const read = readAttachment(
        isObject(picture) ? { type: 'Image', ...picture } : { type: 'Image', url: picture },
    );
    return read.url !== '' && read.kind === 'image' ? read : undefined;
}

function readAttachment(json: Json): AttachmentRecord {
    const [first] = listOf(json.url);
    // Some servers put type and size of a file into the link to it.
    const link = isObject(first) ? first : {};
    const mediaType = textOf(json.mediaType ?? link.mediaType, 100) ?? '';
    return {
        url: fileOf(json) ?? '',
        kind: kindOf(json, mediaType),
        mediaType: /^[a-z]+\/[a-z0-9.+-]{1,80}$/.exec(mediaType)?.[0] ?? '',
        description: textOf(json.summary ?? json.name, MAX_DESCRIPTION) ?? '',
        blurhash: /^[\x21-\x7e]{6,100}$/.exec(textOf(json.blurhash, 101) ?? '')?.[0],
        focus: focusOf(json.focalPoint),
        width: countOf(json.width ?? link.width),
        height: countOf(json.height ?? link.height),
    };
}

const KINDS = ['image', 'video', 'audio'] as const;

/** What a file is, by its media type, or where it has none by what the object calls itself. */
function kindOf(json: Json, mediaType: string): AttachmentRecord['kind'] {
    const told = mediaType.split('/')[0];
    if (told) return KINDS.find((kind) => kind === told) ?? 'unknown';
    if (hasType(json, 'Image')) return 'image';
    if (hasType(json, 'Video')) return 'video';
    return hasType(json, 'Audio') ? 'audio' : 'unknown';
}

function focusOf(value: unknown): AttachmentRecord['focus'] {
    const [x, y] = listOf(value);
    const isFocus = [x, y].every((part) => typeof part === 'number' && part >= -1 && part <= 1);
    return isFocus ? { x: Number(x), y: Number(y) } : undefined;
}
