import type { PushMessage } from './message';

/** What can be done from a notification without opening the app. */
export type PushAction = 'reply' | 'favourite' | 'read';

/** What a shown notification knows, until somebody clicks it. */
export interface ShownData {
    url: string;
    id: string | undefined;
    statusId: string | undefined;
    /** How many pushes it stands for. */
    count: number;
}

/** Written to directly, and so worth an answer. */
const WORDS = new Set(['mention', 'quote', 'status']);

/** The tag of the one notification that stands for many. */
export const MANY = 'atoll-many';
/** From so many on, one stands for all. */
const TOO_MANY = 5;

/** The actions of a notification, the most wanted first; a browser shows as many as it has room for. */
export function actionsFor({
    type,
    statusId,
    id,
}: Pick<PushMessage, 'type' | 'statusId' | 'id'>): PushAction[] {
    const answers: PushAction[] = statusId && WORDS.has(type ?? '') ? ['reply', 'favourite'] : [];
    return id ? [...answers, 'read'] : answers;
}

/**
 * How many pushes one notification should stand for once another has come with this tag; null while each may stand
 * for itself.
 */
export function gathered(
    shown: readonly { tag: string; data: unknown }[],
    tag: string | undefined,
): number | null {
    const others = shown.filter((one) => one.tag !== tag || tag === undefined);
    const count = others.reduce((sum, { data }) => sum + countOf(data), 1);
    return count >= TOO_MANY ? count : null;
}

/** What a notification carried, as far as it can be read: it may have been shown by an older build. */
export function shownData(data: unknown): Partial<ShownData> {
    return data !== null && typeof data === 'object' ? data : {};
}

function countOf(data: unknown): number {
    const { count } = shownData(data);
    return typeof count === 'number' && count > 0 ? count : 1;
}
