import { eq, sql } from 'drizzle-orm';
import { OutboundError } from '../../activitypub/outbound-error';
import { readActivity } from '../../activitypub/read-activity';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { ActivityType } from '../../activitypub/vocabulary';
import { byKeyInGroups, inGroups, prepared, type Database } from '../../db';
import { inboundActivities } from '../../db/schema';
import { findByUri, isOurs } from '../../domain/accounts';
import type { InboundJob } from '../../domain/neighbours';
import { findByUri as findStatus } from '../../domain/statuses';
import { AtollError } from '../../errors';
import { enqueue, type JobKind } from '../../jobs';
import { log } from '../../log';
import { attribute, type Said } from '../provenance';
import { receiveAnnounce } from './announce';
import { receiveBlock } from './block';
import { countHandled } from './count-inbound';
import { receiveCreate } from './create';
import { receiveDelete } from './delete';
import { receiveAccept, receiveFollow, receiveReject } from './follow';
import { receiveFlag } from './flag';
import { receiveEmojiReact, receiveLike } from './like';
import { receiveMove } from './move';
import { receiveAdd, receiveRemove } from './pin';
import { receiveQuoteRequest } from './quote-request';
import { receiveUndo } from './undo';
import { unlessUndone } from './unless-undone';
import { receiveUpdate } from './update';

/** What a handler gets: the database, and an activity of which it is certain who said it. */
export type Handler = (db: Database, said: Said) => Promise<void>;

/** What each kind of activity does here. Kinds that are missing are acknowledged and have no effect. */
const handlers: Partial<Record<ActivityType, Handler>> = {
    Create: receiveCreate,
    Update: receiveUpdate,
    Delete: receiveDelete,
    Announce: unlessUndone(receiveAnnounce),
    Like: unlessUndone(receiveLike),
    EmojiReact: unlessUndone(receiveEmojiReact),
    Follow: unlessUndone(receiveFollow),
    Accept: receiveAccept,
    Reject: receiveReject,
    Undo: receiveUndo,
    Block: unlessUndone(receiveBlock),
    Flag: receiveFlag,
    Move: receiveMove,
    Add: receiveAdd,
    Remove: receiveRemove,
    QuoteRequest: receiveQuoteRequest,
};

/** As often an activity is tried that fails for a reason of ours or of the network. */
const ATTEMPTS = 8;

/** Works on one stored activity; one that has to ask another server first is left to `inboundAskingJob`. */
export const inboundJob: JobKind<InboundJob> = {
    batch: 50,
    retries: ATTEMPTS,
    retryDelay: 2,
    run: (db, { id }) => work(db, id, { mayAsk: false }),
};

/** The queue of activities that have to ask another server, which may take its time: they hold up only each other. */
export const INBOUND_ASKING = 'inbound-asking';

/** Works on one stored activity, whatever has to be fetched for it. */
export const inboundAskingJob: JobKind<InboundJob> = {
    batch: 50,
    retries: ATTEMPTS,
    retryDelay: 15,
    run: (db, { id }) => work(db, id, { mayAsk: true }),
};

async function work(db: Database, id: string, { mayAsk }: { mayAsk: boolean }): Promise<void> {
    const row = await findReceived(db, id);
    if (!row) return;
    try {
        const said = await saidIn(db, row.actorUri, row.body);
        if (!mayAsk && (await mustAsk(db, said)))
            return await enqueue(db, INBOUND_ASKING, [{ id } satisfies InboundJob]);
        await handle(db, said);
        await settle(db, id, 'done');
        countHandled(row.type, 'done');
    } catch (error) {
        const refusal = refusalOf(error);
        countHandled(row.type, refusal ?? 'failed');
        if (refusal !== undefined) return settle(db, id, 'refused', refusal);
        log.warn({ err: error, uri: row.uri, type: row.type }, 'an activity could not be worked on');
        if (row.attempts + 1 >= ATTEMPTS) return settle(db, id, 'dead', String(error));
        await postpone(db, id, error);
        throw error;
    }
}

interface Received {
    id: string;
    uri: string;
    actorUri: string;
    type: string;
    body: string;
    attempts: number;
}

const findAllReceived = prepared<Received, { ids: string[] }>(
    (parameter) => sql`
        select id, uri, actor_uri as "actorUri", type, body, attempts from inbound_activities
        where id = any(${parameter('ids', 'bigint[]')}) and state = 'received' and body is not null`,
);

const findReceived = byKeyInGroups<Received>(
    50,
    (db, ids) => findAllReceived(db, { ids }),
    ({ id }) => id,
);

async function saidIn(db: Database, actorUri: string, body: string): Promise<Said> {
    const actor = await findByUri(db, actorUri);
    // Whoever was deleted meanwhile has nothing more to say.
    if (!actor) throw new DocumentRefused('gone');
    return attribute(readActivity(Buffer.from(body)), actor);
}

/** Whether an activity only refers to something that is not here. */
async function mustAsk(
    db: Database,
    { activity: { type, object, instrument, target } }: Said,
): Promise<boolean> {
    if (type === 'Move') return target !== undefined && !isOurs(target);
    if (type === 'QuoteRequest') return instrument?.embedded === undefined;
    if (type === 'Announce' || type === 'Add')
        return object.id !== undefined && !(await findStatus(db, object.id));
    return (type === 'Create' || type === 'Update') && object.embedded === undefined;
}

async function handle(db: Database, said: Said): Promise<void> {
    const handler = handlers[said.activity.type];
    if (!handler) throw new DocumentRefused('not-handled');
    await handler(db, said);
}

/**
 * Why an activity will never have an effect, however often it is tried; undefined where trying again may help. What
 * our own verbs refuse (a post that may not be seen, a block between two people) is as final as a document that lies.
 */
function refusalOf(error: unknown): string | undefined {
    if (error instanceof DocumentRefused) return error.reason === 'unavailable' ? undefined : error.reason;
    if (error instanceof AtollError && error.status < 500) return error.name;
    if (error instanceof OutboundError)
        return error.reason === 'network' || error.reason === 'timeout' ? undefined : error.reason;
    return undefined;
}

interface Outcome {
    id: string;
    state: 'done' | 'refused' | 'dead';
    error: string | null;
}

async function settle(db: Database, id: string, state: Outcome['state'], error?: string): Promise<void> {
    await settleTogether(db, { id, state, error: error?.slice(0, 1_000) ?? null });
}

const settleTogether = inGroups<Outcome, void>(50, async (db, outcomes) => {
    await settleAll(db, { outcomes });
    return [];
});

/** The body of what is done is not needed any more; that of a dead letter is, for whoever looks into it. */
const settleAll = prepared<object, { outcomes: Outcome[] }>(
    (parameter) => sql`
        update inbound_activities a set state = outcome.state, error = outcome.error, processed_at = now(),
            body = case when outcome.state = 'dead' then a.body end
        from jsonb_to_recordset(${parameter('outcomes', 'jsonb')}) as outcome(id bigint, state text, error text)
        where a.id = outcome.id`,
);

async function postpone(db: Database, id: string, error: unknown): Promise<void> {
    await db
        .update(inboundActivities)
        .set({ attempts: sql`${inboundActivities.attempts} + 1`, error: String(error).slice(0, 1_000) })
        .where(eq(inboundActivities.id, id));
}
