import type {
    Account,
    Conversation,
    FeaturedTag,
    List,
    MediaAttachment,
    NotificationGroup,
    QuotePolicy,
    Relationship,
    Status,
    Visibility,
} from '$lib/mastodon-api/entities';
import type { Feed } from '../feeds/feed';
import type { OutboxRow } from '../outbox/row';

/** A status as it is kept: sanitised, its author and what it boosts by id, so that each is kept once. */
export interface StoredStatus {
    id: string;
    accountId: string;
    boostedId: string | null;
    entity: Omit<Status, 'account' | 'reblog'>;
    savedAt: number;
}

export interface StoredAccount {
    id: string;
    entity: Account;
    savedAt: number;
}

/** A group of notifications with its accounts and status by id; kept under the id of its newest. */
export interface StoredNotification {
    id: string;
    /** The newest first. */
    accountIds: string[];
    statusId: string | null;
    entity: Omit<NotificationGroup, 'sample_account_ids' | 'status_id'>;
}

/** The place being read: the first item below the header, and how many pixels of it are hidden. */
export interface Anchor {
    key: string;
    offset: number;
}

export interface StoredFeed {
    /** The feed's key, such as `home` or `tag:sea`. */
    id: string;
    feed: Feed;
    anchor: Anchor | null;
    fetchedAt: number;
    usedAt: number;
}

export interface StoredThread {
    /** The focused status. */
    id: string;
    ancestors: string[];
    descendants: string[];
    fetchedAt: number;
    usedAt: number;
}

/** A conversation with its people and its last post by id. */
export interface StoredConversation {
    id: string;
    accountIds: string[];
    lastStatusId: string | null;
    entity: Omit<Conversation, 'accounts' | 'last_status'>;
    usedAt: number;
}

export interface StoredList {
    id: string;
    entity: List;
    /** Who is on it, as last seen; missing while nobody has looked. */
    accountIds?: string[];
}

/** What an opened profile shows beside the account itself. */
export interface StoredProfile {
    /** The account. */
    id: string;
    pinnedIds?: string[];
    featuredTags?: FeaturedTag[];
    /** Those the person follows who follow this account. */
    familiarIds?: string[];
    usedAt: number;
}

/** The posts that the person has put aside or marked, newest first: as far as they were read. */
export interface StoredSaved {
    id: 'bookmarks' | 'favourites';
    ids: string[];
    fetchedAt: number;
}

/** What another app gave us to post, until the composer has taken it. */
export interface SharedDraft {
    id: string;
    at: number;
    title?: string;
    text?: string;
    url?: string;
    files: File[];
}

/** Something that the app has told the person. */
export interface KeptMessage {
    id: string;
    at: number;
    text: string;
    tone: string;
}

/** A poll being written; lines may still be empty. */
export interface PollDraft {
    options: string[];
    /** Seconds from posting on. */
    expiresIn: number;
    /** The end that a posted poll keeps, unless another time is chosen. */
    until: string | null;
    multiple: boolean;
    hideTotals: boolean;
}

/** A post of a thread being written. */
export interface ThreadPart {
    id: string;
    text: string;
    media: MediaAttachment[];
}

/** A post being written. */
export interface Draft {
    id: string;
    text: string;
    contentWarning: string;
    /** Hides the media even without a warning. */
    sensitive: boolean;
    visibility: Visibility;
    language: string | null;
    /** How the text is to be read, where it is not plain. */
    contentType: string | null;
    inReplyToId: string | null;
    quotedId: string | null;
    /** Who may quote it. */
    quotePolicy: QuotePolicy;
    /** The own post that is being changed. */
    editedId: string | null;
    poll: PollDraft | null;
    /** Media that the post keeps. */
    media: MediaAttachment[];
    /** The posts after it, each an answer to the one before: it begins a thread. */
    thread?: ThreadPart[];
    /** Every post of the thread ends with its number. */
    numbered?: boolean;
    /** The person chose the language, and it is not guessed any more. */
    languageChosen?: boolean;
    /** When it is to appear, ISO 8601; at once where null. */
    scheduledAt: string | null;
    /** The scheduled post that it takes the place of. */
    scheduledId: string | null;
    /** For members of this community alone, as another app may have chosen. */
    localOnly: boolean;
    updatedAt: number;
}

/** A file to be shown by a draft or a waiting post, until the server has it ready. */
export interface KeptFile {
    /** By which the draft or the post knows it. */
    id: string;
    file: File;
    /** Its id on the server, once it has arrived there. */
    mediaId: string | null;
    /** Where the server keeps what of it has arrived so far. */
    begunAt?: string;
    addedAt: number;
}

export interface Tombstone {
    id: string;
    at: number;
}

export interface MetaRecord {
    id: string;
    value: unknown;
}

/** The stores of an account's database and what they hold; every record is kept under its `id`. */
export interface Records {
    statuses: StoredStatus;
    accounts: StoredAccount;
    relationships: Relationship;
    notificationGroups: StoredNotification;
    feeds: StoredFeed;
    threads: StoredThread;
    drafts: Draft;
    outbox: OutboxRow;
    files: KeptFile;
    tombstones: Tombstone;
    meta: MetaRecord;
    conversations: StoredConversation;
    lists: StoredList;
    profiles: StoredProfile;
    saved: StoredSaved;
    shared: SharedDraft;
    messages: KeptMessage;
}

export type StoreName = keyof Records;

export const STORES: readonly StoreName[] = [
    'statuses',
    'accounts',
    'relationships',
    'notificationGroups',
    'feeds',
    'threads',
    'drafts',
    'outbox',
    'files',
    'tombstones',
    'meta',
    'conversations',
    'lists',
    'profiles',
    'saved',
    'shared',
    'messages',
];

/** One step of a write: a record to put, or the id of one to delete. */
export type Change = {
    [S in StoreName]: { store: S; put: Records[S] } | { store: S; delete: string };
}[StoreName];

/** One step of a write to a single store. */
export type StoreChange<S extends StoreName> = { put: Records[S] } | { delete: string };

/** What the device keeps for one account. Reads of what is not there give undefined. */
export interface LocalDatabase {
    /** False when nothing outlives the page: no IndexedDB, or a browser that refuses it. */
    readonly durable: boolean;
    get<S extends StoreName>(store: S, id: string): Promise<Records[S] | undefined>;
    getMany<S extends StoreName>(store: S, ids: readonly string[]): Promise<(Records[S] | undefined)[]>;
    getAll<S extends StoreName>(store: S): Promise<Records[S][]>;
    ids(store: StoreName): Promise<string[]>;
    /** All changes or none. Rejects with a QuotaExceededError when the device is full. */
    write(changes: readonly Change[]): Promise<void>;
    /** Writes what `change` makes of all that a store holds; no other tab, and no worker, writes in between. */
    revise<S extends StoreName>(
        store: S,
        change: (records: Records[S][]) => readonly StoreChange<S>[],
    ): Promise<void>;
    /**
     * Does a write again that a full device refused, and holds for the life of the page what it refuses still. Missing
     * where nothing can be held.
     */
    holdRefused?<T>(write: () => Promise<T>): Promise<T>;
    close(): void;
}
