import { describe, expect, test } from 'vitest';
import type { Context, InteractionRequest, Notification, Status } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { follows } from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
type Member = Awaited<ReturnType<typeof signedIn>>;

const post = (member: Member, json: object) =>
    ask<Status>('POST', '/api/v1/statuses', { token: member.token, json });
const see = (member: Member | null, id: string) =>
    ask<Status>('GET', `/api/v1/statuses/${id}`, { token: member?.token });
const requestsOf = async (member: Member, query = '') =>
    (await ask<InteractionRequest[]>('GET', `/api/v1/interaction_requests${query}`, { token: member.token }))
        .body;
const decide = (member: Member, id: string, verb: 'authorize' | 'reject') =>
    ask<InteractionRequest>('POST', `/api/v1/interaction_requests/${id}/${verb}`, { token: member.token });

const everything = (automatic: string[], manual: string[]) => {
    const rule = { automatic_approval: automatic, manual_approval: manual };
    return { can_favourite: rule, can_reply: rule, can_reblog: rule, can_quote: rule };
};

/** What Ben does with a post of Ana. */
const DEEDS = {
    favourite: (ben: Member, id: string) =>
        ask<Status>('POST', `/api/v1/statuses/${id}/favourite`, { token: ben.token }),
    reblog: (ben: Member, id: string) =>
        ask<Status>('POST', `/api/v1/statuses/${id}/reblog`, { token: ben.token }),
    reply: (ben: Member, id: string) => post(ben, { status: 'So true', in_reply_to_id: id }),
    quote: (ben: Member, id: string) => post(ben, { status: 'Look', quoted_status_id: id }),
};
const COUNTS = {
    favourite: 'favourites_count',
    reblog: 'reblogs_count',
    reply: 'replies_count',
    quote: 'quotes_count',
} as const;
const deeds = Object.keys(DEEDS) as (keyof typeof DEEDS)[];

async function aScene(policy: object) {
    const [ana, ben] = [await signedIn(), await signedIn()];
    const { body: original } = await post(ana, { status: 'Mine', interaction_policy: policy });
    return { ana, ben, original };
}

describe.each(deeds)('to %s', (deed) => {
    test('is refused to whom the author does not let, and let to whom they do', async () => {
        const { ana, ben, original } = await aScene(everything(['followers'], []));
        expect([403, 422]).toContain((await DEEDS[deed](ben, original.id)).status);
        expect((await see(ana, original.id)).body[COUNTS[deed]]).toBe(0);
        expect((await DEEDS[deed](ana, original.id)).status).toBe(200);
        await db.insert(follows).values({ id: newId(), accountId: ben.account.id, targetId: ana.account.id });
        expect((await DEEDS[deed](ben, original.id)).status).toBe(200);
        expect((await see(ana, original.id)).body[COUNTS[deed]]).toBe(2);
    });

    test('waits where the author decides, has no effect until then, and one effect afterwards', async () => {
        const { ana, ben, original } = await aScene(everything([], ['public']));
        for (let i = 0; i < 2; i++) expect((await DEEDS[deed](ben, original.id)).status).toBe(200);
        await runJobs();
        expect((await see(null, original.id)).body[COUNTS[deed]]).toBe(0);
        const [request] = await requestsOf(ana);
        expect(request).toMatchObject({
            type: deed,
            account: { id: ben.account.id },
            status: { id: original.id },
        });
        expect((await decide(ben, request!.id, 'authorize')).status).toBe(404);
        for (let i = 0; i < 2; i++)
            expect((await decide(ana, request!.id, 'authorize')).body.accepted_at).toBeDefined();
        await runJobs();
        expect((await see(null, original.id)).body[COUNTS[deed]]).toBe(1);
        if (deed === 'reply') return;
        const { body: told } = await ask<Notification[]>('GET', '/api/v1/notifications', {
            token: ana.token,
        });
        expect(told).toMatchObject([{ type: deed, account: { id: ben.account.id } }]);
    });

    test('that the author rejects never happens, also when they think again', async () => {
        const { ana, ben, original } = await aScene(everything([], ['public']));
        await DEEDS[deed](ben, original.id);
        const [request] = await requestsOf(ana);
        expect((await decide(ana, request!.id, 'reject')).body.rejected_at).toBeDefined();
        await decide(ana, request!.id, 'authorize');
        expect(await requestsOf(ana)).toEqual([]);
        expect((await see(null, original.id)).body[COUNTS[deed]]).toBe(0);
    });
});

test('whoever may not like a post at once cannot put an emoji under it either', async () => {
    for (const rule of [everything(['followers'], []), everything([], ['public'])]) {
        const { ana, ben, original } = await aScene(rule);
        const path = `/api/v1/statuses/${original.id}/emoji_reactions/🌊`;
        expect((await ask('PUT', path, { token: ben.token })).status).toBe(403);
        expect((await ask('PUT', path, { token: ana.token })).status).toBe(200);
    }
});

test('a reply that waits is for its author and the one who decides, until it is let through', async () => {
    const { ana, ben, original } = await aScene(everything([], ['public']));
    const cleo = await signedIn();
    const { body: reply } = await DEEDS.reply(ben, original.id);
    const inThread = async (member: Member | null) =>
        (
            await ask<Context>('GET', `/api/v1/statuses/${original.id}/context`, { token: member?.token })
        ).body.descendants.map(({ id }) => id);
    for (const [member, sees] of [
        [ana, true],
        [ben, true],
        [cleo, false],
        [null, false],
    ] as const) {
        expect((await see(member, reply.id)).status).toBe(sees ? 200 : 404);
        expect(await inThread(member)).toEqual(sees ? [reply.id] : []);
    }
    const [request] = await requestsOf(ana, `?status_id=${original.id}&favourites=false`);
    expect(request?.reply?.id).toBe(reply.id);
    await decide(ana, request!.id, 'authorize');
    expect(await inThread(null)).toEqual([reply.id]);
});

test('the policy of new posts follows the defaults of their audience', async () => {
    const ana = await signedIn();
    const path = '/api/v1/interaction_policies/defaults';
    const { body: before } = await ask<Record<string, object>>('GET', path, { token: ana.token });
    expect(Object.keys(before)).toEqual(['public', 'unlisted', 'private', 'direct']);
    expect(before.public).toMatchObject({ can_reply: { always: ['public'], with_approval: [] } });
    const { body: after } = await ask<Record<string, object>>('PATCH', path, {
        token: ana.token,
        form: {
            'unlisted[can_reply][always][]': 'followers',
            'unlisted[can_reply][with_approval][]': 'public',
        },
    });
    expect(after.unlisted).toMatchObject({
        can_reply: { automatic_approval: ['followers'], manual_approval: ['public'] },
    });
    const token = await aToken(db, ana.account);
    const later = { ...ana, token };
    expect((await post(later, { status: 'Loud' })).body.interaction_policy).toBeUndefined();
    expect(
        (await post(later, { status: 'Quiet', visibility: 'unlisted' })).body.interaction_policy?.can_reply,
    ).toMatchObject({ automatic_approval: ['followers'] });
    const nonsense = { public: { can_reply: { always: ['everyone'] } } };
    expect((await ask('PATCH', path, { token, json: nonsense })).status).toBe(422);
});
