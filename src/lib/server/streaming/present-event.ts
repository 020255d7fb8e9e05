import type { StreamEventName } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import { viewersOfStatus } from '../domain/statuses';
import type { Viewer } from '../domain/users';
import { presentStatuses } from '../serializers';
import { EventText } from './event-text';
import { presentOwnEvent } from './present-own-event';

/** What of an event each viewer gets: the text, or nothing where it is not for them. */
export interface PresentedEvent {
    textFor(viewer: Viewer, room: string): EventText | undefined;
}

const NOTHING: PresentedEvent = { textFor: () => undefined };

/**
 * Makes the text of an event for all who listen. What is gone by now, or may not be seen, is for nobody.
 */
export async function presentEvent(
    db: Database,
    event: StreamEventName,
    subjectId: string,
    viewers: Viewer[],
): Promise<PresentedEvent> {
    switch (event) {
        case 'update':
        case 'status.update':
            return presentStatusEvent(db, event, subjectId, viewers);
        case 'delete':
        case 'announcement.delete':
            return forEverybody(new EventText(event, subjectId));
        case 'filters_changed':
        case 'notifications_merged':
            return forEverybody(new EventText(event, undefined));
        case 'notification':
        case 'conversation':
        case 'marker':
            return presentOwnEvent(db, event, subjectId, viewers);
        default:
            return NOTHING;
    }
}

function forEverybody(text: EventText): PresentedEvent {
    return { textFor: () => text };
}

/**
 * A post looks the same to all strangers, so one of them is asked for all; it is presented by itself only for those who
 * have filters or have done something to it.
 */
async function presentStatusEvent(
    db: Database,
    event: StreamEventName,
    statusId: string,
    viewers: Viewer[],
): Promise<PresentedEvent> {
    const accountIds = [...new Set(viewers.map(({ accountId }) => accountId))];
    const { language, viewers: sights } = await viewersOfStatus(db, statusId, accountIds);
    const texts = new Map<string, EventText>();
    const present = async (accountId: string, for_: string[]) => {
        const [status] = await presentStatuses(db, { accountId }, [statusId]);
        if (!status) return;
        const text = new EventText(event, status);
        for (const id of for_) texts.set(id, text);
    };
    const strangers = sights.filter(({ asStranger }) => asStranger).map(({ accountId }) => accountId);
    if (strangers[0]) await present(strangers[0], strangers);
    for (const { accountId, asStranger } of sights) if (!asStranger) await present(accountId, [accountId]);
    return {
        textFor: (viewer, room) =>
            isWelcome(viewer, room, language) ? texts.get(viewer.accountId) : undefined,
    };
}

/** Public timelines are narrowed to the languages a member has chosen; a home is not. */
function isWelcome({ chosenLanguages }: Viewer, room: string, language: string | null): boolean {
    if (!chosenLanguages?.length || language === null) return true;
    return !/^(public|hashtag)/.test(room) || chosenLanguages.includes(language);
}
