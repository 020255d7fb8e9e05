import { DocumentRefused } from '../../activitypub/untrusted';
import { OutboundError } from '../../activitypub/outbound-error';
import type { Database } from '../../db';
import { findByHandle, readHandle, resolveHandle } from '../accounts';

/**
 * The account behind a page's `fediverse:creator`, only where that account names the page's site among its own: anybody
 * can write somebody's name on a page.
 */
export async function creatorOf(
    db: Database,
    creators: readonly string[],
    page: URL,
): Promise<string | undefined> {
    for (const creator of creators) {
        const handle = readHandle(creator.replace(/^acct:/, ''));
        if (!handle) continue;
        const known = await findByHandle(db, handle);
        const account = known ?? (await orNobody(() => resolveHandle(db, handle)));
        if (account && !account.suspendedAt && mayBeCredited(account.attributionDomains, page.hostname))
            return account.id;
    }
    return undefined;
}

/** Whether a site is one of these domains, or stands below one. */
function mayBeCredited(domains: readonly string[], site: string): boolean {
    return domains.some((domain) => {
        const name = domain.toLowerCase().replace(/^\*\.|\.$/g, '');
        return name !== '' && (site === name || site.endsWith(`.${name}`));
    });
}

async function orNobody<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
        return await work();
    } catch (error) {
        if (error instanceof DocumentRefused || error instanceof OutboundError) return undefined;
        throw error;
    }
}
