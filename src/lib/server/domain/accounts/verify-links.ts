import { and, eq, isNull, sql } from 'drizzle-orm';
import { OutboundError } from '../../activitypub/outbound-error';
import { outboundFetch } from '../../activitypub/outbound-fetch';
import { inTransaction, type Database } from '../../db';
import { accounts, type ProfileField } from '../../db/schema';
import { enqueue, type JobKind } from '../../jobs';
import type { AccountRow } from './find-account';
import { linksBack } from './links-back';

/** The queue in which profiles wait whose links are to be checked. */
export const LINK_CHECKS = 'link-checks';

interface LinkCheck {
    accountId: string;
}

const LARGEST_PAGE = 1_000_000;
const AGAIN_AFTER_DAYS = 30;
/** How many profiles one turn of the chore takes; the rest waits for the next. */
const A_TURN = 500;

/** What a page said. `unknown`: it could not be asked, so what was known stays until it can. */
type Answer = 'theirs' | 'not-theirs' | 'unknown';

/** The address that is all a field says, as its owner typed it; undefined where it says something else. */
export function linkOfField({ source }: ProfileField): string | undefined {
    return source && /^https?:\/\/\S+$/i.test(source) && URL.canParse(source) ? source : undefined;
}

/** Has the links of a member's profile checked that nobody checked yet. */
export async function checkNewLinks(db: Database, accountId: string): Promise<void> {
    const account = await findOwnerOfLinks(db, accountId);
    const isNew = (field: ProfileField) => !field.checkedAt && linkOfField(field);
    if (account?.fields.some(isNew)) await enqueue(db, LINK_CHECKS, [{ accountId } satisfies LinkCheck]);
}

/**
 * Has the links checked anew that were checked a month ago, for pages change hands, and those whose page was away.
 * Returns how many profiles have some.
 */
export async function checkOldLinks(db: Database): Promise<number> {
    const due = await db.execute<{ accountId: string }>(sql`
        select a.id::text as "accountId" from accounts a
        where a.domain is null and a.suspended_at is null and exists (
            select 1 from jsonb_array_elements(a.fields) f
            where f->>'source' ~* '^https?://'
                and coalesce((f->>'checkedAt')::timestamptz, 'epoch') < now() - make_interval(days => ${AGAIN_AFTER_DAYS}))
        limit ${A_TURN}`);
    await enqueue(db, LINK_CHECKS, [...due]);
    return due.length;
}

/** Checks every link of one profile that is due. */
export const linkCheckJob: JobKind<LinkCheck> = {
    batch: 10,
    retries: 3,
    retryDelay: 60,
    run: (db, { accountId }) => verifyLinks(db, accountId),
};

/**
 * Asks the pages that a member's profile names whether they are theirs: those that link back with `rel="me"` are shown
 * as confirmed. Only members' own fields are asked about; what remote people call confirmed is not ours to say.
 */
export async function verifyLinks(db: Database, accountId: string): Promise<void> {
    const account = await findOwnerOfLinks(db, accountId);
    if (!account) return;
    const addresses = [account.uri, ...(account.url ? [account.url] : [])];
    const answers = new Map<string, Answer>();
    for (const field of account.fields) {
        const link = linkOfField(field);
        if (link && isDue(field)) answers.set(link, await askPage(link, addresses));
    }
    if (answers.size > 0) await keepAnswers(db, accountId, answers);
}

function isDue({ checkedAt }: ProfileField): boolean {
    return !checkedAt || Date.now() - Date.parse(checkedAt) > AGAIN_AFTER_DAYS * 86_400_000;
}

async function askPage(link: string, addresses: readonly string[]): Promise<Answer> {
    try {
        const { status, url, body } = await outboundFetch(link, {
            headers: { accept: 'text/html' },
            accepts: (type) => /^(text\/html|application\/xhtml\+xml)\b/i.test(type),
            maxBytes: LARGEST_PAGE,
        });
        if (status === 429 || status >= 500) return 'unknown';
        if (status !== 200) return 'not-theirs';
        return linksBack(body.toString('utf8'), url, addresses) ? 'theirs' : 'not-theirs';
    } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
        return error.reason === 'network' || error.reason === 'timeout' ? 'unknown' : 'not-theirs';
    }
}

/** The profile may have changed while the pages were asked: an answer is for the link it was asked about. */
async function keepAnswers(
    db: Database,
    accountId: string,
    answers: ReadonlyMap<string, Answer>,
): Promise<void> {
    await inTransaction(db, async (tx) => {
        const own = eq(accounts.id, accountId);
        const [now] = await tx.select({ fields: accounts.fields }).from(accounts).where(own).for('update');
        const checkedAt = new Date().toISOString();
        const fields = now?.fields.map((field) => {
            const answer = answers.get(linkOfField(field) ?? '');
            if (!answer || answer === 'unknown') return field;
            const { verifiedAt = checkedAt, ...rest } = field;
            return { ...rest, checkedAt, ...(answer === 'theirs' && { verifiedAt }) };
        });
        if (fields) await tx.update(accounts).set({ fields }).where(own);
    });
}

async function findOwnerOfLinks(db: Database, accountId: string): Promise<AccountRow | undefined> {
    const [account] = await db
        .select()
        .from(accounts)
        .where(and(eq(accounts.id, accountId), isNull(accounts.domain), isNull(accounts.suspendedAt)));
    return account;
}
