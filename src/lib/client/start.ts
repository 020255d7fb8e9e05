import { invalidateAll } from '$app/navigation';
import { getLocale } from '$lib/i18n';
import { mediaArrived } from './actions/media-arrived';
import { missLostFiles } from './actions/miss-lost-files';
import { recheckFilters } from './actions/recheck-filters';
import { tellScheduled } from './actions/scheduled-status';
import { writeDevice } from './database/device';
import { openDatabase, useDatabase } from './database/open';
import { followPushes } from './push/follow-pushes';
import { stayCurrent } from './pwa/stay-current';
import { keepTidy } from './storage/cleaning';
import { readAhead } from './storage/read-ahead';
import { announcements } from './stores/announcements.svelte';
import { circumstances } from './stores/circumstances.svelte';
import { composer } from './stores/composer.svelte';
import { connectivity } from './stores/connectivity.svelte';
import { deviceStorage } from './stores/device-storage.svelte';
import { install } from './stores/install.svelte';
import { me } from './stores/me.svelte';
import { notifications } from './stores/notifications.svelte';
import { outbox } from './stores/outbox.svelte';
import { scheduled } from './stores/scheduled.svelte';
import { shareAppearance } from './stores/shared-appearance';
import { openTimelines, timelineFor } from './stores/timelines.svelte';
import { updates } from './stores/updates.svelte';
import { uploads } from './stores/uploads.svelte';
import { live } from './streaming/connection';

const HIDDEN_TOO_LONG = 5 * 60_000;

let started: Promise<boolean> | null = null;
let openFor: string | null = null;

/**
 * Begins the signed-in app, once: as the person the device remembers, or else the one the session belongs to. Answers
 * whether somebody is signed in; rejects with a NetworkError when neither the device nor the server can say.
 */
export function startClient(): Promise<boolean> {
    started ??= begin().then(
        (member) => {
            if (!member) started = null;
            return member;
        },
        (error: unknown) => {
            started = null;
            throw error;
        },
    );
    return started;
}

async function begin(): Promise<boolean> {
    void writeDevice('locale', getLocale());
    const wasMember = me.state === 'member';
    const remembered = await me.recall();
    if (remembered) {
        await openAs(remembered.id);
        // The session may have ended, or be somebody else's; the screen need not wait for that.
        void me.refresh().then(afterRefresh, () => {});
    } else {
        const account = await me.refresh();
        if (!account) return false;
        await openAs(account.id);
    }
    watch();
    followPushes();
    install.start();
    void updates.start();
    if (!wasMember) await invalidateAll();
    return true;
}

async function openAs(accountId: string): Promise<void> {
    useDatabase(await openDatabase(accountId));
    openFor = accountId;
    await uploads.start({ ready: mediaArrived, refused: (id, error) => outbox.refused(id, error) });
    await outbox.start();
    await missLostFiles();
    await notifications.takePushed().catch(() => {});
    if (!circumstances.savesData) void live.start();
    void notifications.start();
    void announcements.start();
    void me.loadPreferences().catch(() => {});
    void shareAppearance().catch(() => {});
}

async function afterRefresh(account: { id: string } | null): Promise<void> {
    // Somebody else has signed in on this device: begin anew as them.
    if (!account || account.id !== openFor) location.reload();
    else await outbox.release();
}

function watch(): void {
    connectivity.start();
    connectivity.onReturn(() => {
        void outbox.hurry();
        uploads.hurry();
        for (const store of openTimelines()) if (store.isOpen) void store.loadNewest();
    });
    stayCurrent({
        visible: () => document.visibilityState === 'visible',
        savesData: () => circumstances.savesData,
        degraded: () => connectivity.phase === 'degraded',
        listen: (wanted) => void (wanted ? live.start() : live.stop()),
        refresh: (missed) => {
            for (const store of openTimelines())
                if (store.isOpen) void (missed ? store.missed() : store.loadNewest());
            void notifications.loadNewest();
        },
    });
    live.onStatus((up) => {
        if (!up) return;
        void outbox.hurry();
        uploads.hurry();
    });
    live.join('user', {
        onEvent: (told) => {
            if (told.event === 'filters_changed') void recheckFilters();
            if (told.event === 'media') uploads.hear(told.payload);
        },
        onJoined: () => {},
    });
    outbox.onSettled((outcome) => {
        scheduled.hear(outcome);
        if ('scheduled' in outcome) tellScheduled(outcome.scheduled);
    });
    outbox.onPosted((row) => row.result && timelineFor('home').showOwn(row.result));

    let hiding: ReturnType<typeof setTimeout> | undefined;
    document.addEventListener('visibilitychange', () => {
        clearTimeout(hiding);
        if (document.visibilityState === 'hidden') {
            for (const store of openTimelines()) store.leave();
            void composer.save().catch(() => {});
            hiding = setTimeout(() => live.stop(), HIDDEN_TOO_LONG);
        } else {
            if (!circumstances.savesData) void live.start();
            void outbox.flush();
        }
    });
    addEventListener('pagehide', () => outbox.flushOnLeaving());
    keepTidy();
    readAhead();
    deviceStorage.start();
}
