import type {
    Announcement,
    Conversation,
    Marker,
    MarkerTimeline,
    MediaAttachment,
    Notification,
    Status,
} from './entities';

/** What can be listened to. `user` carries the viewer's home timeline and notifications. */
export type Channel =
    | 'user'
    | 'user:notification'
    | 'public'
    | 'public:local'
    | 'public:remote'
    | 'direct'
    /** The name in lower case, without `#`. */
    | `hashtag:${string}`
    | `list:${string}`
    /** The thread around a status, by the id of any status in it. Not part of Mastodon's protocol. */
    | `thread:${string}`;

/** Event names and what they carry. https://docs.joinmastodon.org/methods/streaming/#events */
export interface StreamEvents {
    update: Status;
    'status.update': Status;
    /** A status id. */
    delete: string;
    notification: Notification;
    notifications_merged: null;
    filters_changed: null;
    conversation: Conversation;
    announcement: Announcement;
    'announcement.reaction': { name: string; count: number; announcement_id: string };
    /** An announcement id. */
    'announcement.delete': string;
    /** Events were lost: what the stream shows has to be read from the API anew. Not part of Mastodon's protocol. */
    reload: null;
    /** Another of the viewer's devices read further. Not part of Mastodon's protocol. */
    marker: { timeline: MarkerTimeline; marker: Marker };
    /** How the work on an own film or sound stands; `media` once it is ready. Told to the web client alone. */
    media: MediaProgress;
}

export interface MediaProgress {
    id: string;
    state: 'processing' | 'ready' | 'failed';
    /** From 0 to 1. */
    progress: number;
    media?: MediaAttachment;
    error?: string;
}

/** What programs that speak Mastodon's protocol would not know what to do with, often as it comes. */
export const WEB_CLIENT_EVENTS: ReadonlySet<StreamEventName> = new Set(['media']);

export type StreamEventName = keyof StreamEvents;

/** An event as it is known to everyone who transports it. */
export type StreamEvent = { [E in StreamEventName]: { event: E; payload: StreamEvents[E] } }[StreamEventName];

/** Mastodon's envelope: the payload is encoded twice, except for bare ids. */
export interface WebSocketEnvelope {
    stream: string[];
    event: StreamEventName;
    payload?: string;
}

/** The path of the Socket.IO endpoint. */
export const SOCKET_IO_PATH = '/socket.io';

/** An event on a channel. `seq` grows with every event of that channel, those included that are not for this viewer. */
export type ChannelEvent = StreamEvent & { channel: Channel; seq: number };

export interface SubscribeRequest {
    channel: Channel;
    /** The `seq` seen last, when joining again. */
    since?: number;
}

/**
 * The answer to joining a channel: its present `seq`, and how many events there were since `since`. Those that were for
 * the viewer have been sent before this answer. Null when the server cannot know (it was too long ago, or too much, or
 * `since` was not given), so that the client reads everything from the API.
 */
export type SubscribeAnswer = { seq: number; missed: number | null } | { error: string };

export interface ServerToClientEvents {
    event: (message: ChannelEvent) => void;
}

export interface ClientToServerEvents {
    subscribe: (request: SubscribeRequest, answer: (reply: SubscribeAnswer) => void) => void;
    unsubscribe: (request: { channel: Channel }) => void;
}

const NAMED_CHANNELS: ReadonlySet<string> = new Set([
    'user',
    'user:notification',
    'public',
    'public:local',
    'public:remote',
    'direct',
]);

/** Is this a channel by its form? Whether the viewer may listen to it is another question. */
export function isChannel(value: unknown): value is Channel {
    if (typeof value !== 'string' || value.length > 256) return false;
    return (
        NAMED_CHANNELS.has(value) ||
        /^(list|thread):\d{1,20}$/.test(value) ||
        /^hashtag:[^\s:#]+$/.test(value)
    );
}
