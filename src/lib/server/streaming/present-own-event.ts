import type { StreamEvents } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import { findMarkers } from '../domain/markers';
import type { Viewer } from '../domain/users';
import { NotFound } from '../errors';
import { markersEntity, presentConversation, presentNotification, presentProgress } from '../serializers';
import { EventText } from './event-text';
import type { PresentedEvent } from './present-event';

/** How each event that is one member's own is presented; undefined where it is not theirs, or gone. */
const OWN = {
    notification: presentNotification,
    conversation: presentConversation,
    async marker(db: Database, viewer: Viewer, timeline: string) {
        const known = (['home', 'notifications'] as const).find((name) => name === timeline);
        const marker = known && markersEntity(await findMarkers(db, viewer, [known]))[known];
        return marker && { timeline: known, marker };
    },
    media: presentProgress,
} satisfies {
    [E in keyof StreamEvents]?: (
        db: Database,
        viewer: Viewer,
        subjectId: string,
    ) => Promise<StreamEvents[E] | undefined>;
};

export type OwnEvent = keyof typeof OWN;

/** An event that is for its owner alone, presented once however many of their devices listen. */
export async function presentOwnEvent(
    db: Database,
    event: OwnEvent,
    subjectId: string,
    viewers: Viewer[],
): Promise<PresentedEvent> {
    const owners = new Map(viewers.map((viewer) => [viewer.accountId, viewer]));
    const texts = new Map<string, EventText>();
    for (const viewer of owners.values()) {
        const payload = await OWN[event](db, viewer, subjectId).catch(nothingWhereGone);
        if (payload) texts.set(viewer.accountId, new EventText(event, payload));
    }
    return { textFor: (viewer) => texts.get(viewer.accountId) };
}

function nothingWhereGone(error: unknown): undefined {
    if (!(error instanceof NotFound)) throw error;
}
