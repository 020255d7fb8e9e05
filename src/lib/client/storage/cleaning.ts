import { writeDevice } from '../database/device';
import { database } from '../database/open';
import { boundPictures, dropOldestPictures } from '../database/pictures';
import { collectGarbage, makeRoom } from '../database/retention';
import { chooseLimits, LESS_AND_LESS, limits } from '../database/retention-limits';
import { preferences } from '../stores/preferences.svelte';
import { openTimelines } from '../stores/timelines.svelte';

const FIRST = 5 * 60_000;
const EVERY = 60 * 60_000;
const MB = 1_000_000;
/** What all that the device keeps should take, pictures within their own share. */
const SOFT_CAP = 60 * MB;
/** What it may take at most, and at most this part of what the browser allows. */
const HARD_CAP = 200 * MB;
const SHARE_OF_QUOTA = 0.2;

/** How many times in a row there was too much: so much less is kept until there is not. */
let tightness = 0;

/** Keeps the device tidy for as long as the app is open: first some minutes after the start, then every hour, when idle. */
export function keepTidy(): void {
    const clean = () => void tidy().catch(() => {});
    // Safari has no idle callback.
    const whenIdle = () => ('requestIdleCallback' in globalThis ? requestIdleCallback(clean) : clean());
    adoptLimits();
    setTimeout(() => {
        whenIdle();
        setInterval(whenIdle, EVERY);
    }, FIRST);
}

/** The person's choice of what to keep counts from now on. */
export function adoptLimits(): void {
    const { keep } = preferences.values;
    chooseLimits(keep);
    void writeDevice('mediaBytes', keep.media * MB);
}

/** Drops what is kept beyond its share, and some more where the device is fuller than it should be. */
export async function tidy(estimate: () => Promise<StorageEstimate> = estimateHere): Promise<void> {
    adoptLimits();
    const media = preferences.values.keep.media * MB;
    await boundPictures(media);
    const less = { ...limits(), ...LESS_AND_LESS[tightness] };
    await collectGarbage(
        database(),
        less,
        Date.now(),
        openTimelines().flatMap((feed) => feed.knownIds),
    );
    const { usage = 0, quota = Infinity } = await estimate();
    if (usage > Math.min(Math.max(HARD_CAP, media), quota * SHARE_OF_QUOTA)) {
        await dropOldestPictures(1);
        await makeRoom(database());
    } else if (usage > SOFT_CAP + Math.max(0, media - 40 * MB)) {
        // One step a time: the browser tells only later how much a step has brought.
        if (tightness === 0) await dropOldestPictures(0.5);
        tightness = Math.min(tightness + 1, LESS_AND_LESS.length - 1);
    } else tightness = 0;
}

async function estimateHere(): Promise<StorageEstimate> {
    return (await navigator.storage?.estimate?.()) ?? {};
}
