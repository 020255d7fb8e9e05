import type { Gap } from './feed';

/** A gap is filled by itself with so many posts at most, two pages a second. */
const FILL_POSTS = 300;
const FILL_PAGES = 15;
const FILL_PAUSE = 500;

/**
 * Reads the newest gap from its older end, page by page, so that reading goes on upwards without a hole. Stops when
 * there is none any more, when `gap` says that nobody waits, and when so much is missing that it is for the reader to say.
 */
export async function fillNewestGap(parts: {
    gap: () => Gap | undefined;
    /** Reads one page from the older end; answers how many posts it had. */
    read: (gap: Gap) => Promise<number>;
    pause: (ms: number) => Promise<void>;
}): Promise<void> {
    let posts = 0;
    for (let page = 0; page < FILL_PAGES && posts < FILL_POSTS; page++) {
        const gap = parts.gap();
        if (!gap) return;
        if (page > 0) await parts.pause(FILL_PAUSE);
        posts += await parts.read(gap);
    }
}
