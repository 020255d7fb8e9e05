import { config } from '../config';
import type { Database } from '../db';
import { instanceState } from '../domain/instance';
import { findListener, forgetListener, vapidKeys, type Listener } from '../domain/push';
import { findNotification } from '../domain/notifications';
import { NotFound } from '../errors';
import { enqueue, type JobKind } from '../jobs';
import { log } from '../log';
import { sendPush } from '../push';
import { pushMessage, type PushMessage } from './push-message';

/** The queue in which pushes wait to be sent. */
export const PUSHES = 'pushes';

/** One notification for one device. */
export interface PushJob {
    subscriptionId: string;
    notificationId: string;
    /** How often the push service was asked in vain. */
    tries: number;
}

/** Seconds a push service keeps it for a device that is off; later it is no news. */
const TTL_S = 48 * 3_600;
const MOST_TRIES = 6;
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 6 * 3_600_000;

/** Sends one push. A service that is busy is asked again when it says so; what nobody listens to any more is forgotten. */
export const pushJob: JobKind<PushJob> = {
    batch: 20,
    retries: 3,
    retryDelay: 5,
    async run(db, job) {
        const listener = await findListener(db, job.subscriptionId);
        const message = listener && (await findMessage(db, listener, job.notificationId));
        if (!message) return;
        const outcome = await sendPush(listener, JSON.stringify(message), {
            keys: await vapidKeys(db),
            contact: await contactOf(db),
            ttl: TTL_S,
            urgency: message.notification_type === 'mention' ? 'high' : 'normal',
        });
        if (outcome.is === 'gone') await forgetListener(db, listener);
        else if (outcome.is === 'later') await tryLater(db, job, outcome.retryAfter);
        else if (outcome.is === 'refused')
            log.warn({ host: new URL(listener.endpoint).host, why: outcome.why }, 'A push was refused');
    },
};

/** Undefined where there is nothing left to tell: dismissed, gone, or hidden by a filter. */
async function findMessage(
    db: Database,
    listener: Listener,
    notificationId: string,
): Promise<PushMessage | undefined> {
    try {
        const row = await findNotification(db, listener, notificationId);
        return row.filtered ? undefined : await pushMessage(db, listener, row);
    } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
    }
}

async function tryLater(db: Database, job: PushJob, retryAfter: number | undefined): Promise<void> {
    const tries = job.tries + 1;
    if (tries >= MOST_TRIES) return;
    const pause = Math.min(retryAfter ?? FIRST_PAUSE * 4 ** job.tries, LONGEST_PAUSE);
    const again: PushJob = { ...job, tries };
    await enqueue(db, PUSHES, [again], { startAfter: new Date(Date.now() + pause) });
}

/** Whom the operators of a push service may write to. */
async function contactOf(db: Database): Promise<string> {
    const { settings } = await instanceState(db);
    if (settings.contactEmail) return `mailto:${settings.contactEmail}`;
    const { protocol, hostname, origin } = new URL(config().origin);
    return protocol === 'https:' ? origin : `mailto:postmaster@${hostname}`;
}
