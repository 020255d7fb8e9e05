import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { accounts } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { askPermission } from './ask-permission';
import { audienceRules } from './audiences';
import type { CheckedDraft } from './draft';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { mayInteract } from './may-interact';
import { stampUri } from './quote-stamp';

type QuoteColumns = Pick<
    StatusRow,
    'visibility' | 'quoteOfId' | 'quoteOfUri' | 'quoteState' | 'quoteApprovalUri'
>;

/** What a new post quotes, and whether its author lets it. */
export interface DraftQuote {
    quoted: StatusRow;
    /** The author decides about it here. */
    isAsked: boolean;
    columns: QuoteColumns;
}

/**
 * What the draft of the post `id` quotes; a boost stands for what it boosts. What a member of this community lets be
 * quoted stands at once; somebody elsewhere is asked. A post that quotes followers' affairs is for followers.
 * @throws NotFound for what the actor may not see, Unprocessable for what they may not quote, or not in a direct post.
 */
export async function findDraftQuote(
    tx: Transaction,
    actor: Actor,
    { id, draft, namedIds }: { id: string; draft: CheckedDraft; namedIds: readonly string[] },
): Promise<DraftQuote | undefined> {
    if (draft.quotedStatusId === undefined) return undefined;
    const quoted = await findActedOnStatus(tx, actor, draft.quotedStatusId).catch((error: unknown) => {
        throw error instanceof NotFound
            ? new NotFound('The post you are trying to quote does not appear to exist.')
            : error;
    });
    const permission = await mayInteract(tx, actor, 'quote', quoted);
    if (permission === 'denied') throw new Unprocessable('Validation failed: This post cannot be quoted');
    const isOwn = quoted.accountId === actor.accountId;
    if (audienceRules[draft.visibility].personal && !isOwn && !namedIds.includes(quoted.accountId))
        throw new Unprocessable('Validation failed: A private mention quotes only those it mentions');
    const stands = quoted.local && permission === 'automatic';
    return {
        quoted,
        isAsked: quoted.local && permission === 'manual',
        columns: {
            visibility: narrowed(draft, quoted),
            quoteOfId: quoted.id,
            quoteOfUri: quoted.uri,
            quoteState: stands ? 'accepted' : 'pending',
            quoteApprovalUri: stands ? stampUri(await uriOf(tx, quoted.accountId), id) : null,
        },
    };
}

/** Says that a post quotes, and asks whom it has to be asked. */
export async function announceQuote(
    tx: Transaction,
    actor: Actor,
    status: StatusRow,
    { quoted, isAsked }: DraftQuote,
): Promise<void> {
    if (isAsked) await askPermission(tx, actor, 'quote', quoted, { byStatusId: status.id });
    await emit(tx, { type: 'quote.made', statusId: status.id, depth: 0 });
}

function narrowed({ visibility }: CheckedDraft, quoted: StatusRow): StatusRow['visibility'] {
    const isWider = audienceRules[visibility].open && !audienceRules[quoted.visibility].open;
    return isWider ? 'private' : visibility;
}

async function uriOf(tx: Transaction, accountId: string): Promise<string> {
    const [account] = await tx.select({ uri: accounts.uri }).from(accounts).where(eq(accounts.id, accountId));
    if (!account) throw new NotFound();
    return account.uri;
}
