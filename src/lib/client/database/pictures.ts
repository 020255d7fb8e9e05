/** The caches in which the service worker keeps pictures. */
export const PICTURE_CACHES = ['media', 'avatars', 'emoji'] as const;

const MEDIA = 'media';

/** Drops a share of the pictures of posts, the oldest first; faces and emoji are small and stay. */
export async function dropOldestPictures(share: number): Promise<void> {
    if (!('caches' in globalThis)) return;
    const cache = await caches.open(MEDIA);
    const oldestFirst = await cache.keys();
    for (const request of oldestFirst.slice(0, Math.ceil(oldestFirst.length * share)))
        await cache.delete(request);
}

/** Keeps the pictures of posts within `most` bytes: the oldest go. Answers what is left. */
export async function boundPictures(most: number): Promise<number> {
    if (!('caches' in globalThis)) return 0;
    const cache = await caches.open(MEDIA);
    const sizes: { request: Request; bytes: number }[] = [];
    for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if (response) sizes.push({ request, bytes: await sizeOf(response) });
    }
    let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { request, bytes } of sizes) {
        if (total <= most) break;
        await cache.delete(request);
        total -= bytes;
    }
    return total;
}

/** Bytes and number of the pictures kept, all kinds. */
export async function measurePictures(): Promise<{ bytes: number; count: number }> {
    let [bytes, count] = [0, 0];
    if (!('caches' in globalThis)) return { bytes, count };
    for (const name of PICTURE_CACHES) {
        if (!(await caches.has(name))) continue;
        const cache = await caches.open(name);
        for (const response of await cache.matchAll()) {
            bytes += await sizeOf(response);
            count += 1;
        }
    }
    return { bytes, count };
}

export async function dropAllPictures(): Promise<void> {
    if (!('caches' in globalThis)) return;
    for (const name of PICTURE_CACHES) await caches.delete(name);
}

/** As the server told, or as it is where it did not. */
async function sizeOf(response: Response): Promise<number> {
    const told = Number(response.headers.get('content-length'));
    return told > 0 ? told : (await response.blob()).size;
}
