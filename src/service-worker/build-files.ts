/// <reference lib="webworker" />
import { PrecacheController } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
    __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** The cache for files of the build that were used: this build's and the previous one's. */
export const ASSETS = 'assets';

/** What is fetched when the worker is installed; the list is written by the build. */
export const precache = new PrecacheController();
precache.addToCacheList(self.__WB_MANIFEST);
