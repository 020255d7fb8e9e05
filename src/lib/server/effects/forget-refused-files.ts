import { forgetFilesAt, forgetRefusedFiles } from '../domain/remote-files';
import type { Effect } from './effect';

/** What is kept of a domain whose media are shown no more leaves the disk; everything else of the decision is asked anew. */
export const forgetFilesOfDomain: Effect<'domain.judged'> = (db) => forgetRefusedFiles(db);

/** So does what is kept of somebody who is suspended. */
export const forgetFilesOfPerson: Effect<'account.suspended'> = (db) => forgetRefusedFiles(db);

/** And what a post of another server showed, once it is deleted. */
export const forgetFilesOfPost: Effect<'status.deleted'> = (db, { audience }) =>
    forgetFilesAt(db, audience.remoteFiles ?? []);
