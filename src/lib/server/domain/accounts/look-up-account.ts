import { parseHandle, type Handle } from '../../activitypub/webfinger';
import { config } from '../../config';
import type { Queryable } from '../../db';
import { NotFound } from '../../errors';
import { findAccount, type AccountRow } from './find-account';
import { findByHandle } from './resolve-account';

/**
 * The known account of a handle: `ana`, `@ana`, `ana@elsewhere.example`, or `ana@` and this community's own host.
 * @throws NotFound
 */
export async function lookUpAccount(db: Queryable, acct: string): Promise<AccountRow> {
    const handle = readHandle(acct);
    const known = handle && (await findByHandle(db, handle));
    if (!known) throw new NotFound();
    return findAccount(db, known.id);
}

/** A handle with or without its host, which is this community's where it is left out. Undefined for what is none. */
export function readHandle(acct: string): Handle | undefined {
    const text = acct.trim();
    return parseHandle(text.includes('@', 1) ? text : `${text}@${config().domain}`);
}
