/// <reference lib="webworker" />
import { PrecacheController } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
    __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** What is fetched when the worker is installed; the list is written by the build. */
export const precache = new PrecacheController();
const files = self.__WB_MANIFEST;
precache.addToCacheList(files);

const ASSETS = 'assets-';

/** The cache for files of this build that were not fetched when it was installed but used since. */
export const assetsOfBuild = ASSETS + nameOf(files.map(({ url, revision }) => url + revision).join());

/** Of other builds, the last installed last: the cache names come in the order in which the caches were made. */
export async function assetsOfOthers(): Promise<string[]> {
    return (await caches.keys()).filter((name) => name.startsWith(ASSETS) && name !== assetsOfBuild);
}

/** A short name that differs where the text does (FNV-1a). */
function nameOf(text: string): string {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return hash.toString(36);
}
