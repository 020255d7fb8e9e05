/** What a push tells, as far as it can be read; a push without words is shown all the same. */
export interface PushMessage {
    /** The id of the notification. */
    id: string | undefined;
    /** What happened, as the API names it. */
    type: string | undefined;
    /** The post it is about. */
    statusId: string | undefined;
    title: string;
    body: string;
    icon: string | undefined;
    /** The key of its group: what belongs together takes the place of what was shown before. */
    tag: string | undefined;
    /** A page of this community. */
    url: string;
    locale: string | undefined;
}

const NOWHERE = '/notifications';

/** Reads what a push carries. Whatever it is, the answer can be shown, and leads to a page of `origin`. */
export function readMessage(text: string | undefined, origin: string): PushMessage {
    const fields = parse(text);
    const field = (name: string) => {
        const value = fields[name];
        return typeof value === 'string' && value !== '' ? value : undefined;
    };
    return {
        id: field('notification_id'),
        type: field('notification_type'),
        statusId: field('status_id'),
        title: field('title') ?? '',
        body: field('body') ?? '',
        icon: field('icon'),
        tag: field('tag') ?? field('notification_id'),
        url: pageOf(field('url'), origin),
        locale: field('preferred_locale'),
    };
}

/** A path within `origin`: a push leads nowhere else. */
export function pageOf(address: string | undefined, origin: string): string {
    const url = address === undefined ? null : URL.parse(address, origin);
    return url?.origin === origin ? url.pathname + url.search : NOWHERE;
}

function parse(text: string | undefined): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(text ?? '');
        return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
    } catch {
        return {};
    }
}
