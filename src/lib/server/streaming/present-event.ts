import type { StreamEventName } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import type { Viewer } from '../domain/users';
import type { AversionMemory } from './aversion-memory';
import { EventText } from './event-text';
import { presentAnnouncementEvent } from './present-announcement-event';
import { presentOwnEvent } from './present-own-event';
import { presentStatusEvent } from './present-status-event';

/** What presenting events draws on. */
export interface EventSources {
    db: Database;
    aversions: AversionMemory;
}

/** What of an event each viewer gets: the text, or nothing where it is not for them. */
export interface PresentedEvent {
    textFor(viewer: Viewer, room: string): EventText | undefined;
}

/**
 * Makes the text of an event for all who listen. What is gone by now, or may not be seen, is for nobody.
 */
export async function presentEvent(
    sources: EventSources,
    event: StreamEventName,
    subjectId: string,
    viewers: Viewer[],
): Promise<PresentedEvent> {
    switch (event) {
        case 'update':
        case 'status.update':
            return presentStatusEvent(sources, event, subjectId, accountsOf(viewers));
        case 'delete':
        case 'announcement.delete':
            return forEverybody(new EventText(event, subjectId));
        case 'announcement':
        case 'announcement.reaction':
            return forEverybody(await presentAnnouncementEvent(sources.db, event, subjectId));
        case 'filters_changed':
        case 'notifications_merged':
        case 'reload':
            return forEverybody(new EventText(event, undefined));
        case 'notification':
        case 'conversation':
        case 'marker':
        case 'media':
            return presentOwnEvent(sources.db, event, subjectId, viewers);
    }
}

function forEverybody(text: EventText | undefined): PresentedEvent {
    return { textFor: () => text };
}

function accountsOf(viewers: Viewer[]): string[] {
    return [...new Set(viewers.map(({ accountId }) => accountId))];
}
