import type { Database } from '../db';
import type { JobKind } from '../jobs';
import { deliverMail, type Letter } from '../mail';
import { writeLetter } from './write-letter';

/** Writes a letter as things stand now, and hands it to whoever carries mail. Sent twice it does no harm. */
export const mailJob: JobKind<Letter> = {
    batch: 10,
    retries: 20,
    retryDelay: 30,
    async run(db: Database, letter) {
        for (const mail of await writeLetter(db, letter)) await deliverMail(mail);
    },
};
