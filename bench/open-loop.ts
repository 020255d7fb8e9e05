import { ask, type Ask } from './requests.ts';

/**
 * Asks so often a second, however long the answers take, until `done` settles; and milliseconds from when each was due.
 * @throws when an answer is none of success, or `done` fails.
 */
export async function openLoop(what: Ask, perSecond: number, done: Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    const asking: Promise<void>[] = [];
    let isDone = false;
    const end = done.finally(() => (isDone = true));
    end.catch(() => {});
    const begun = performance.now();
    for (let n = 0; !isDone; n++) {
        const due = begun + (n * 1_000) / perSecond;
        await new Promise((settle) => setTimeout(settle, Math.max(0, due - performance.now())));
        asking.push(
            ask(what).then(({ status, text }) => {
                if (status < 200 || status > 299)
                    throw new Error(`${what.url} answered ${status}: ${text.slice(0, 300)}`);
                times.push(performance.now() - due);
            }),
        );
    }
    await end;
    await Promise.all(asking);
    return times;
}
