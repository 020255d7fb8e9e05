import { BadRequest, NotFound } from '../errors';
import { isStreamName, type StreamName } from './rooms';

/**
 * The stream that Mastodon's protocol names by up to three words. https://docs.joinmastodon.org/methods/streaming/
 * @throws BadRequest for a name that is none, and for a hashtag or list that was not given.
 */
export function readStreamName(
    stream: unknown,
    { tag, list }: { tag?: unknown; list?: unknown },
): StreamName {
    if (stream === 'hashtag' || stream === 'hashtag:local') {
        if (typeof tag !== 'string' || tag === '') throw new BadRequest('Missing tag name parameter');
        return checked(`${stream}:${tag}`);
    }
    if (stream === 'list') {
        if (typeof list !== 'string' || list === '') throw new BadRequest('Missing list name parameter');
        return checked(`list:${list}`);
    }
    if (typeof stream !== 'string' || /^(hashtag|list|thread):/.test(stream))
        throw new BadRequest('Unknown stream type');
    return checked(stream);
}

function checked(name: string): StreamName {
    if (!isStreamName(name)) throw new BadRequest('Unknown stream type');
    return name;
}

/** What a request for server-sent events may say beside its path; `http`'s `Input` reads so. */
interface StreamInput {
    text(name: string): string | undefined;
    flag(name: string): boolean | undefined;
}

/**
 * The stream of a path such as `public/local`, with what the query says.
 * @throws NotFound for a path that is no stream, BadRequest for a hashtag or list that was not given.
 */
export function readStreamPath(path: string, input: StreamInput): StreamName {
    if (!STREAM_PATHS.has(path)) throw new NotFound();
    const stream = path.replace('/', ':');
    const media = stream.startsWith('public') && input.flag('only_media') ? ':media' : '';
    return readStreamName(stream + media, { tag: input.text('tag'), list: input.text('list') });
}

const STREAM_PATHS = new Set([
    'user',
    'user/notification',
    'public',
    'public/local',
    'public/remote',
    'hashtag',
    'hashtag/local',
    'list',
    'direct',
]);

/** The same in the words of an envelope: `["hashtag", "sea"]`. */
export function streamWords(name: StreamName): string[] {
    const [, kind, subject] = /^(hashtag:local|hashtag|list):(.+)$/s.exec(name) ?? [];
    return kind && subject ? [kind, subject] : [name];
}
