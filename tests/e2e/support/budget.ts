import { gzipSync } from 'node:zlib';
import { expect, type Page } from './test';

/** A figure beside what the brief allows, and what holds today where the app is not there yet. */
export interface Line {
    what: string;
    measured: number;
    unit: 'KB' | 'MB' | 's' | 'elements' | 'shift';
    limit: number;
    /** Above the limit, and known: no more than this. */
    forNow?: number;
}

/** Prints every figure beside its limit, and fails those above what holds. */
export function hold(lines: Line[]): void {
    for (const { what, measured, unit, limit } of lines) {
        const mark = measured > limit ? 'OVER' : 'ok';
        console.log(
            `budget  ${what}: ${measured.toFixed(unit === 'shift' ? 3 : 1)} of ${limit} ${unit}  ${mark}`,
        );
    }
    const over = lines.filter(({ measured, limit, forNow }) => measured > (forNow ?? limit));
    expect(over.map(({ what, measured }) => `${what}: ${measured}`)).toEqual([]);
}

/** A phone of the middle class: its screen, a quarter of this machine's speed, and 3G at its better. */
export async function onAPhone(page: Page): Promise<void> {
    await page.setViewportSize({ width: 412, height: 823 });
    const client = await page.context().newCDPSession(page);
    await client.send('Network.enable');
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await client.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: (1.6 * 1024 * 1024) / 8,
        uploadThroughput: (750 * 1024) / 8,
    });
}

/** What a page weighs until its first post, person or heading is there. */
export interface Weight {
    scripts: number;
    styles: number;
    words: number;
}

/** Opens an address and weighs the files that came until `ready` shows, as gzip sends them. */
export async function weigh(page: Page, path: string, ready: string): Promise<Weight> {
    const bodies: Promise<[keyof Weight, number] | undefined>[] = [];
    const listen = (response: Awaited<ReturnType<Page['waitForResponse']>>) => {
        const { pathname } = new URL(response.url());
        const kind = /\/words\//.test(pathname)
            ? 'words'
            : pathname.endsWith('.js')
              ? 'scripts'
              : pathname.endsWith('.css')
                ? 'styles'
                : undefined;
        if (!kind || !response.ok()) return;
        bodies.push(
            response
                .body()
                .then((body) => [kind, gzipSync(body, { level: 9 }).length] as [keyof Weight, number])
                .catch(() => undefined),
        );
    };
    page.on('response', listen);
    await page.goto(path);
    await page.locator(ready).first().waitFor();
    page.off('response', listen);
    const weight: Weight = { scripts: 0, styles: 0, words: 0 };
    for (const counted of await Promise.all(bodies)) if (counted) weight[counted[0]] += counted[1] / 1000;
    return weight;
}
