/// <reference lib="webworker" />
import { openDatabase } from '../database/open';
import type { Envelope, Reply } from './asking';
import { Searcher } from './searcher';

declare const self: DedicatedWorkerGlobalScope;

/** Reads and searches beside the page, so that typing never waits. */
let searcher: { accountId: string; ready: Promise<Searcher> } | null = null;

function searcherOf(accountId: string): Promise<Searcher> {
    if (searcher?.accountId !== accountId)
        searcher = {
            accountId,
            ready: openDatabase(accountId).then((database) => new Searcher(database, accountId)),
        };
    return searcher.ready;
}

self.addEventListener('message', ({ data }: MessageEvent<Envelope>) => {
    void (async () => {
        const found = await (await searcherOf(data.accountId)).answer(data.question).catch(() => null);
        self.postMessage({ number: data.number, found } satisfies Reply);
    })();
});
