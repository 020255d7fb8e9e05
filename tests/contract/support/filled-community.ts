/** A community in which everything the API speaks of has happened to one member, most of it by the API itself. */
import type { Status } from '$lib/mastodon-api/entities';
import { newId, type Database } from '$lib/server/db';
import {
    customEmojis,
    domainPolicies,
    instances,
    mediaAttachments,
    previewCards,
    rules,
    statusCards,
} from '$lib/server/db/schema';
import { publishAnnouncement } from '$lib/server/domain/announcements';
import { changeSetting } from '$lib/server/domain/instance';
import { findTrends } from '$lib/server/domain/trends';
import { runJobs } from '$lib/server/jobs';
import { aRemoteAccount, aStatus } from '../../support/factories';
import { Device } from '../../support/push-service';
import { aMember, type Member } from './member';

/** A page that many link to. */
const PAGE = 'https://news.test/whales';

/** What operators and other servers have put there. */
async function furnish(db: Database): Promise<void> {
    await db.insert(customEmojis).values({ id: newId(), shortcode: 'whale', key: 'emoji/whale.png' });
    await db.insert(instances).values({ domain: 'remote.test' });
    await db.insert(rules).values({ id: newId(), text: 'Be kind', hint: 'To each other' });
    await db.insert(domainPolicies).values({ id: newId(), domain: 'worse.test', severity: 'suspend' });
    await publishAnnouncement(db, { text: 'We are *here* :whale: #sea' });
    await changeSetting(db, 'termsOfService', 'What holds here.');
    await changeSetting(db, 'termsEffectiveDate', '2026-01-31');
    await changeSetting(db, 'privacyPolicy', 'What is kept.');
    await changeSetting(db, 'blocksShownTo', 'everybody');
}

/** A picture, as if it had been uploaded. */
async function illustrate(db: Database, status: Status): Promise<void> {
    await db.insert(mediaAttachments).values({
        id: newId(),
        accountId: status.account.id,
        statusId: status.id,
        type: 'image',
        state: 'ready',
        key: 'media/1/original.webp',
        previewKey: 'media/1/small.webp',
        mimeType: 'image/webp',
        description: 'A whale',
        blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
        focusX: 0,
        focusY: 500,
        original: { width: 4, height: 3 },
        small: { width: 4, height: 3 },
    });
}

/** What many people talk about: a hashtag, a page, and one post that they like; and one whom nobody has followed yet. */
async function aWave(db: Database): Promise<void> {
    const people = [await aMember(db), await aMember(db), await aMember(db), await aMember(db)];
    const [first] = people as [Member];
    const [card] = await db
        .insert(previewCards)
        .values({ id: newId(), url: PAGE, title: 'Whales', description: 'They sing', fetchedAt: new Date() })
        .returning();
    const linking: Status[] = [];
    const { id: liked } = await first.post('Look at this #tide');
    for (const one of people.slice(1)) {
        linking.push(await one.post('What a #tide'));
        await one.act('POST', `/api/v1/statuses/${liked}/favourite`);
        await one.act('POST', `/api/v1/accounts/${first.id}/follow`);
    }
    await runJobs();
    await db.insert(statusCards).values(linking.map(({ id }) => ({ statusId: id, cardId: card!.id })));
    await findTrends(db);
}

/** Ana has done everything, Ben has done everything to her, and a third and a stranger beside them. */
export async function aFilledCommunity(db: Database) {
    await furnish(db);
    const [ana, ben, cyd] = [
        await aMember(db, { username: 'ana' }),
        await aMember(db, { username: 'ben' }),
        await aMember(db, { username: 'cyd' }),
    ];
    const [locked, pest, stranger] = [
        await aMember(db, { locked: true }),
        await aMember(db),
        await aRemoteAccount(db, { domain: 'remote.test' }),
    ];
    for (const one of [ben, cyd]) await ana.act('POST', `/api/v1/accounts/${one.id}/follow`);
    await ana.act('POST', `/api/v1/accounts/${locked.id}/follow`);
    await ben.act('POST', `/api/v1/accounts/${ana.id}/follow`);
    await ben.act('POST', `/api/v1/accounts/${cyd.id}/follow`);
    await ana.act('PATCH', '/api/v1/accounts/update_credentials', {
        display_name: 'Ana :whale:',
        note: 'Of the #sea, with @ben',
        fields_attributes: [{ name: 'Home', value: 'https://ana.test' }],
        locked: true,
    });
    await cyd.act('POST', `/api/v1/accounts/${ana.id}/follow`);

    const root = await ana.post('Hello @ben, the #sea :whale: https://news.test/whales', {
        spoiler_text: 'Whales',
        language: 'en',
    });
    await ana.act('PUT', `/api/v1/statuses/${root.id}`, { status: 'Hello @ben, the wide #sea :whale:' });
    await illustrate(db, root);
    const withPoll = await ana.post('Tea?', { poll: { options: ['Yes', 'No'], expires_in: 3_600 } });
    await ben.act('POST', `/api/v1/polls/${withPoll.poll!.id}/votes`, { choices: [0] });
    await ben.post('@ana true', { in_reply_to_id: root.id });
    await ana.post('Indeed, #waves', { in_reply_to_id: root.id });
    await ben.post('See', { quoted_status_id: root.id });
    for (const one of [ben, cyd])
        for (const verb of ['favourite', 'reblog'])
            await one.act('POST', `/api/v1/statuses/${root.id}/${verb}`);
    await ben.act('PUT', `/api/v1/statuses/${root.id}/emoji_reactions/%F0%9F%90%B3`);
    for (const verb of ['favourite', 'bookmark', 'pin'])
        await ana.act('POST', `/api/v1/statuses/${root.id}/${verb}`);
    const decided = await ana.post('Ask me first', {
        interaction_policy: { can_reply: { automatic_approval: [], manual_approval: ['public'] } },
    });
    await ben.post('@ana may I?', { in_reply_to_id: decided.id });
    await ben.post('@ana between us', { visibility: 'direct' });
    await pest.post('@ana you do not know me', { visibility: 'direct' });
    const scheduled = await ana.post('Later', {
        scheduled_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const elsewhere = await aStatus(db, { by: stranger, text: 'From afar' });

    const list = await ana.act('POST', '/api/v1/lists', { title: 'Sea', replies_policy: 'list' });
    await ana.act('POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [ben.id] });
    const filter = await ana.act<{ id: string; keywords: { id: string }[] }>('POST', '/api/v2/filters', {
        title: 'Storms',
        context: ['home', 'public'],
        filter_action: 'warn',
        keywords_attributes: [{ keyword: 'afar', whole_word: true }],
    });
    const filtered = await ana.act('POST', `/api/v2/filters/${filter.id}/statuses`, {
        status_id: withPoll.id,
    });
    await ana.act('POST', '/api/v1/tags/sea/follow');
    await ana.act('POST', '/api/v1/featured_tags', { name: 'sea' });
    await ana.act('POST', `/api/v1/accounts/${ben.id}/endorse`);
    await ana.act('POST', `/api/v1/accounts/${ben.id}/note`, { comment: 'Whom I met at sea' });
    await ana.act('POST', `/api/v1/accounts/${pest.id}/mute`, { duration: 3_600, notifications: false });
    await ana.act('POST', `/api/v1/accounts/${(await aMember(db)).id}/block`);
    await ana.act('POST', '/api/v1/domain_blocks', { domain: 'rude.test' });
    await ana.act('POST', '/api/v1/markers', { home: { last_read_id: root.id } });
    await ana.act('POST', '/api/v1/push/subscription', {
        subscription: { endpoint: 'https://push.test/device', keys: new Device().keys, standard: true },
        data: { alerts: { mention: true } },
    });
    await ana.act('POST', '/api/v1/reports', { account_id: pest.id, comment: 'Writes to strangers' });
    await ben.act('POST', `/api/v1/accounts/${cyd.id}/endorse`);
    await ben.act('POST', '/api/v1/featured_tags', { name: 'sea' });
    await runJobs();
    await aWave(db);
    return { ana, ben, cyd, root, withPoll, scheduled, elsewhere, list, filter, filtered };
}

export type FilledCommunity = Awaited<ReturnType<typeof aFilledCommunity>>;
