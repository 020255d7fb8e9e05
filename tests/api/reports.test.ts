import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Notification, Report } from '$lib/mastodon-api/entities';
import { compareIds, newId } from '$lib/server/db';
import {
    cases,
    deliveries,
    mediaAttachments,
    mentions,
    outboundActivities,
    reports,
    rules,
    statuses,
    users,
} from '$lib/server/db/schema';
import { blockAccount } from '$lib/server/domain/relationships';
import { ROLE_IDS } from '$lib/server/domain/users';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/reports';

async function signedIn(role?: keyof typeof ROLE_IDS) {
    const account = await anAccount(db);
    if (role) await db.update(users).set({ roleId: ROLE_IDS[role] }).where(eq(users.accountId, account.id));
    return { account, token: await aToken(db, account) };
}
const report = (token: string, json: object) => ask<Report>('POST', PATH, { token, json });

test('a report keeps what was said as it stood, whatever becomes of it', async () => {
    const [{ token }, mallory] = [await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: mallory, text: 'You fool', contentWarning: 'rude' });
    await db.insert(mediaAttachments).values({
        id: newId(),
        accountId: mallory.id,
        statusId: post.id,
        type: 'image',
        description: 'a rude picture',
        key: 'abc',
    });
    const { status, body } = await report(token, {
        account_id: mallory.id,
        status_ids: [post.id],
        comment: 'Rude',
        category: 'spam',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
        action_taken: false,
        action_taken_at: null,
        category: 'spam',
        comment: 'Rude',
        forwarded: false,
        status_ids: [post.id],
        rule_ids: [],
        target_account: { id: mallory.id },
    });
    await db.delete(statuses).where(eq(statuses.id, post.id));
    expect(await db.query.reports.findFirst()).toMatchObject({
        evidence: [
            {
                statusId: post.id,
                uri: post.uri,
                contentHtml: '<p>You fool</p>',
                contentWarning: 'rude',
                author: { username: mallory.username },
                media: [{ type: 'image', description: 'a rude picture', key: 'abc' }],
            },
        ],
    });
});

test('reports about one person gather in one open case; the same twice is once', async () => {
    const [{ token }, { token: others }, mallory] = [await signedIn(), await signedIn(), await anAccount(db)];
    const about = { account_id: mallory.id, comment: 'Rude' };
    const twice = await Promise.all([report(token, about), report(token, about), report(token, about)]);
    expect(new Set(twice.map(({ body }) => body.id)).size).toBe(1);
    await report(others, about);
    await report(token, { ...about, comment: 'Still rude' });
    expect(await db.select().from(cases)).toMatchObject([{ targetId: mallory.id, state: 'open' }]);
    expect(await db.select().from(reports)).toHaveLength(3);
    await db.update(cases).set({ state: 'resolved' });
    await report(others, { ...about, comment: 'Again' });
    expect(await db.select().from(cases)).toHaveLength(2);
});

test('rules that were broken make it a violation', async () => {
    const [{ token }, mallory] = [await signedIn(), await anAccount(db)];
    const id = newId();
    await db.insert(rules).values({ id, text: 'Be kind' });
    const { body } = await report(token, { account_id: mallory.id, category: 'spam', rule_ids: [id] });
    expect(body).toMatchObject({ category: 'violation', rule_ids: [id] });
    expect(await report(token, { account_id: mallory.id, rule_ids: ['1'] })).toMatchObject({ status: 422 });
});

test('says what is wrong with a report', async () => {
    const [{ account, token }, mallory] = [await signedIn(), await anAccount(db)];
    const about = { account_id: mallory.id };
    expect(await report(token, { ...about, comment: 'x'.repeat(1_001) })).toMatchObject({ status: 422 });
    expect(await report(token, { ...about, comment: '🦑'.repeat(1_000) })).toMatchObject({ status: 200 });
    expect(await report(token, { ...about, category: 'taste' })).toMatchObject({ status: 422 });
    for (const account_id of ['1', 'abc', undefined])
        expect(await report(token, { account_id })).toMatchObject({ status: 404 });
    expect(await report(token, { account_id: account.id })).toMatchObject({ status: 403 });
});

test('posts of others, those the reporter cannot see, and those that never were are refused alike', async () => {
    const [{ token }, mallory, cyd] = [await signedIn(), await anAccount(db), await anAccount(db)];
    const own = await aStatus(db, { by: mallory });
    const secret = await aStatus(db, { by: mallory, visibility: 'private' });
    const other = await aStatus(db, { by: cyd });
    for (const id of [secret.id, other.id, '1', 'abc'])
        expect(await report(token, { account_id: mallory.id, status_ids: [own.id, id] })).toMatchObject({
            status: 404,
            body: { error: 'Record not found' },
        });
    expect(await db.select().from(reports)).toEqual([]);
    const boost = await aStatus(db, { by: mallory, boostOfId: other.id });
    const { body } = await report(token, { account_id: mallory.id, status_ids: [own.id, boost.id] });
    expect(body.status_ids).toEqual([own.id]);
});

test('what was said to somebody can be reported after a block, whoever set it', async () => {
    const [{ token, account }, mallory] = [await signedIn(), await anAccount(db)];
    const open = await aStatus(db, { by: mallory });
    const threat = await aStatus(db, { by: mallory, visibility: 'direct' });
    await db.insert(mentions).values({ statusId: threat.id, accountId: account.id });
    // Two posts of one moment may have their ids in either order.
    const status_ids = [open.id, threat.id].sort(compareIds);
    for (const [by, whom] of [
        [account, mallory],
        [mallory, account],
    ] as const) {
        await blockAccount(db, { accountId: by.id }, whom.id);
        expect((await report(token, { account_id: mallory.id, status_ids })).body).toMatchObject({
            status_ids,
        });
    }
});

test('those who handle reports are told, and nobody else, not even once they no longer do', async () => {
    const [moderator, member, { token }, mallory] = [
        await signedIn('moderator'),
        await signedIn(),
        await signedIn(),
        await signedIn(),
    ];
    await report(token, { account_id: mallory.account.id, comment: 'Rude' });
    await runJobs();
    const told = async ({ token }: { token: string }) =>
        (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body;
    expect(await told(moderator)).toMatchObject([
        { type: 'admin.report', report: { comment: 'Rude', target_account: { id: mallory.account.id } } },
    ]);
    const grouped = await ask('GET', '/api/v2/notifications', { token: moderator.token });
    expect(grouped.body).toMatchObject({
        notification_groups: [{ type: 'admin.report', report: { comment: 'Rude' } }],
    });
    for (const other of [member, mallory, { token }]) expect(await told(other)).toEqual([]);
    await db.update(users).set({ roleId: ROLE_IDS.member }).where(eq(users.accountId, moderator.account.id));
    expect(await told(moderator)).toEqual([]);
});

test('a forwarded report is told by the server itself, and names no reporter', async () => {
    const { account, token } = await signedIn();
    const [mallory, vic] = [
        await aRemoteAccount(db, { domain: 'loud.test' }),
        await aRemoteAccount(db, { domain: 'calm.test' }),
    ];
    const post = await aStatus(db, { by: mallory, inReplyToAccountId: vic.id });
    const about = { account_id: mallory.id, status_ids: [post.id], comment: 'Rude' };
    expect((await report(token, about)).body.forwarded).toBe(false);
    await runJobs();
    expect(await db.select().from(deliveries)).toEqual([]);

    const { body } = await report(token, { ...about, comment: 'Please look', forward: true });
    expect(body.forwarded).toBe(true);
    await runJobs();
    expect((await db.select().from(deliveries)).map(({ inboxUrl }) => inboxUrl)).toEqual([
        mallory.sharedInboxUrl,
    ]);
    const [sent] = await db.select().from(outboundActivities);
    expect(JSON.parse(sent!.body)).toMatchObject({
        type: 'Flag',
        actor: expect.stringMatching(/\/actor$/),
        content: 'Please look',
        object: [mallory.uri, post.uri],
    });
    expect(sent!.body).not.toContain(account.username);
    expect(sent!.body).not.toContain(account.id);

    await report(token, {
        ...about,
        comment: 'All of you',
        forward: true,
        forward_to_domains: ['loud.test', 'calm.test', 'unconcerned.test'],
    });
    await runJobs();
    expect((await db.select().from(deliveries)).map(({ inboxUrl }) => inboxUrl).sort()).toEqual(
        [mallory.sharedInboxUrl, mallory.sharedInboxUrl, vic.sharedInboxUrl].sort(),
    );
});
