import { isChannel, type Channel, type StreamEventName } from '$lib/mastodon-api/streaming';
import { permits, type Scope } from '$lib/mastodon-api/scopes';
import { normaliseHashtag } from '$lib/text';
import type { Database } from '../db';
import { ownsList } from '../domain/lists';
import { findActedOnStatus } from '../domain/statuses';
import type { Viewer } from '../domain/users';
import { Forbidden, NotFound, Unprocessable } from '../errors';
import { directRoom, listRoom, notificationRoom, threadRoom, userRoom } from './publish';

/** Everything that can be listened to: the web client's channels, and what Mastodon's protocol has beside them. */
export type StreamName =
    Channel | 'public:media' | 'public:local:media' | 'public:remote:media' | `hashtag:local:${string}`;

/** A place in the house, and what of it this viewer's access lets through. */
export interface Admission {
    room: string;
    admits(event: StreamEventName): boolean;
}

const MEDIA_STREAMS = new Set(['public:media', 'public:local:media', 'public:remote:media']);
const everything = () => true;

/** Is this the name of a stream, by its form? Untrusted text. */
export function isStreamName(value: unknown): value is StreamName {
    if (typeof value !== 'string') return false;
    if (MEDIA_STREAMS.has(value) || isChannel(value)) return true;
    return value.startsWith('hashtag:local:') && isChannel(value.replace('local:', ''));
}

/**
 * The room in which `viewer` hears `stream`. The viewer's own rooms are named by who they are, never by what was asked.
 * @throws Forbidden without the scope, NotFound for a list that is not theirs and a thread they may not see, Unprocessable for a hashtag that is none.
 */
export async function admit(db: Database, viewer: Viewer, stream: StreamName): Promise<Admission> {
    if (stream === 'user:notification') {
        requireScope(viewer, 'read:notifications');
        return { room: notificationRoom(viewer.accountId), admits: everything };
    }
    requireScope(viewer, 'read:statuses');
    if (stream === 'user') {
        const toldOfNotifications = permits(viewer.scopes, 'read:notifications');
        return {
            room: userRoom(viewer.accountId),
            admits: (event) => event !== 'notification' || toldOfNotifications,
        };
    }
    if (stream === 'direct') return { room: directRoom(viewer.accountId), admits: everything };
    if (stream.startsWith('list:')) {
        const id = stream.slice('list:'.length);
        if (!(await ownsList(db, viewer, id))) throw new NotFound();
        return { room: listRoom(id), admits: everything };
    }
    if (stream.startsWith('thread:')) return admitToThread(db, viewer, stream.slice('thread:'.length));
    if (stream.startsWith('hashtag:')) return { room: hashtagRoom(stream), admits: everything };
    return { room: stream, admits: everything };
}

/** Whoever sees one post of a thread may listen to it; of what comes, they hear what they may see. */
async function admitToThread(db: Database, viewer: Viewer, statusId: string): Promise<Admission> {
    const { id, conversationId } = await findActedOnStatus(db, viewer, statusId);
    return { room: threadRoom(conversationId ?? id), admits: everything };
}

function hashtagRoom(stream: string): string {
    const local = stream.startsWith('hashtag:local:');
    const name = normaliseHashtag(stream.slice(local ? 'hashtag:local:'.length : 'hashtag:'.length));
    if (!name) throw new Unprocessable('No hashtag was given');
    return local ? `hashtag:local:${name}` : `hashtag:${name}`;
}

function requireScope(viewer: Viewer, scope: Scope): void {
    if (!permits(viewer.scopes, scope)) throw new Forbidden('This action is outside the authorized scopes');
}
