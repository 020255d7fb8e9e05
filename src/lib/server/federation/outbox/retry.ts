import { dateOfId } from '../../db';

const ATTEMPTS = 16;
/** What could not be delivered for so long, because its host was ill, has lost its meaning. */
const OWED_FOR = 5 * 86_400_000;

/** Seconds until the next attempt: from a quarter of a minute to fourteen hours; sixteen attempts span two days. */
export function pauseAfter(attempts: number, wanted: number | undefined, random = Math.random()): number {
    return Math.max(wanted ?? 0, 15 + attempts ** 4 + random * 10 * (attempts + 1));
}

/** Whether a delivery that failed once more, by its own fault or its host's, is not tried again. */
export function isGivenUp({ id, attempts }: { id: string; attempts: number }, isItsOwn: boolean): boolean {
    return (isItsOwn && attempts + 1 >= ATTEMPTS) || Date.now() - dateOfId(id).getTime() > OWED_FOR;
}
