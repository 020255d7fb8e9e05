import {
    addressOf,
    countOf,
    fileOf,
    hasType,
    isObject,
    listOf,
    objectsOf,
    textOf,
    widestOf,
    wordsOf,
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
    /** The picture that stands for film or sound before it is played. */
    previewUrl?: string;
    /** Of film or sound, in seconds. */
    duration?: number;
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

/** Of several sizes of a film the largest up to this is played, in lines: more is for those who go to its page. */
const MOST_LINES = 720;

/**
 * The film that an object of type `Video` is, as PeerTube tells it: one MP4 of several, by itself or in a list of parts;
 * undefined where it has none.
 */
export function readFilm(json: Json): AttachmentRecord | undefined {
    if (!hasType(json, 'Video')) return undefined;
    const links = listOf(json.url)
        .filter(isObject)
        .flatMap((link) => [link, ...listOf(link.tag).filter(isObject)])
        .filter((link) => link.mediaType === 'video/mp4' && addressOf(link.href) !== undefined);
    const lines = (link: Json) => countOf(link.height) ?? 0;
    const [largest] = links
        .filter((link) => lines(link) <= MOST_LINES)
        .sort((one, other) => lines(other) - lines(one));
    const link = largest ?? links[0];
    if (!link) return undefined;
    const { icon, image, duration } = json;
    return readAttachment({ ...link, type: 'Video', url: link.href, icon: icon ?? image, duration });
}

function readAttachment(json: Json): AttachmentRecord {
    const [first] = listOf(json.url);
    // Some servers put type and size of a file into the link to it.
    const link = isObject(first) ? first : {};
    const mediaType = textOf(json.mediaType ?? link.mediaType, 100) ?? '';
    const url = fileOf(json) ?? '';
    const kind = kindOf(json, mediaType, url);
    return {
        url,
        kind,
        mediaType: /^[a-z]+\/[a-z0-9.+-]{1,80}$/.exec(mediaType)?.[0] ?? '',
        description:
            wordsOf(json, 'summary', MAX_DESCRIPTION) || (wordsOf(json, 'name', MAX_DESCRIPTION) ?? ''),
        blurhash: /^[\x21-\x7e]{6,100}$/.exec(textOf(json.blurhash, 101) ?? '')?.[0],
        focus: focusOf(json.focalPoint),
        width: countOf(json.width ?? link.width),
        height: countOf(json.height ?? link.height),
        ...((kind === 'video' || kind === 'audio') && {
            previewUrl: readPicture(json.icon)?.url,
            duration: secondsOf(json.duration),
        }),
    };
}

/** Seconds of a duration such as `PT1H2M3.5S` (XML Schema 1.1, 3.3.6), without days and more. */
function secondsOf(value: unknown): number | undefined {
    const [text, hours = 0, minutes = 0, seconds = 0] =
        /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?$/.exec(textOf(value, 40) ?? '') ?? [];
    const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    return text === undefined || total === 0 ? undefined : total;
}

const KINDS = ['image', 'video', 'audio'] as const;

const ENDINGS: readonly (readonly [AttachmentRecord['kind'], RegExp])[] = [
    ['image', /\.(?:jpe?g|png|gif|webp|avif|heic)$/i],
    ['video', /\.(?:mp4|m4v|webm|mov|ogv)$/i],
    ['audio', /\.(?:mp3|m4a|ogg|oga|opus|flac|wav)$/i],
];

/** What a file is: by its media type, where it has none by what the object calls itself, or by the end of its address. */
function kindOf(json: Json, mediaType: string, url: string): AttachmentRecord['kind'] {
    const told = mediaType.split('/')[0];
    if (told) return KINDS.find((kind) => kind === told) ?? 'unknown';
    if (hasType(json, 'Image')) return 'image';
    if (hasType(json, 'Video')) return 'video';
    if (hasType(json, 'Audio')) return 'audio';
    const path = URL.parse(url)?.pathname ?? '';
    return ENDINGS.find(([, ending]) => ending.test(path))?.[0] ?? 'unknown';
}

function focusOf(value: unknown): AttachmentRecord['focus'] {
    const [x, y] = listOf(value);
    const isFocus = [x, y].every((part) => typeof part === 'number' && part >= -1 && part <= 1);
    return isFocus ? { x: Number(x), y: Number(y) } : undefined;
}
