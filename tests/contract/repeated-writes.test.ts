/** Apps repeat what they are not sure of, and people press twice: what is idempotent by nature has one effect. */
import { beforeAll, expect, test } from 'vitest';
import type { Conversation, Notification, NotificationRequest, Status } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { publishAnnouncement } from '$lib/server/domain/announcements';
import { vapidKeys } from '$lib/server/domain/push';
import { runJobs } from '$lib/server/jobs';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { Device } from '../support/push-service';
import { aMember, type Member } from './support/member';
import { effectOf } from './support/effect';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

interface World {
    ana: Member;
    ben: Member;
    /** Ben's. */
    post: Status;
    /** Ana's. */
    own: Status;
}
/** What fills the brackets of the address, and what is sent; after whatever has to be there before. */
interface Write {
    ids?: string[];
    json?: object;
}
type Case = (world: World) => Write | Promise<Write>;

const onPost: Case = ({ post }) => ({ ids: [post.id] });
const onOwn: Case = ({ own }) => ({ ids: [own.id] });
const onBen: Case = ({ ben }) => ({ ids: [ben.id] });
/** The write takes back what another one did. */
const after =
    (did: string, on: Case): Case =>
    async (world) => {
        const write = await on(world);
        await world.ana.act('POST', fill(did, write.ids), write.json);
        return write;
    };
const firstOf = async <T extends { id: string }>(member: Member, path: string): Promise<Write> => {
    await runJobs();
    const [found] = await member.act<T[]>('GET', path);
    return { ids: [found?.id ?? 'none'] };
};
const asked: Case = async ({ ana, ben }) => {
    await ana.act('PATCH', '/api/v1/accounts/update_credentials', { locked: true });
    await ben.act('POST', `/api/v1/accounts/${ana.id}/follow`);
    return { ids: [ben.id] };
};
const written: Case = async ({ ana, ben }) => {
    await ben.act('POST', `/api/v1/accounts/${ana.id}/follow`);
    await ana.act('POST', `/api/v1/accounts/${ben.id}/follow`);
    await ben.post(`@${ana.account.username} psst`, { visibility: 'direct' });
    return firstOf<Conversation>(ana, '/api/v1/conversations');
};
const notified: Case = async ({ ana, ben, own }) => {
    await ben.act('POST', `/api/v1/statuses/${own.id}/favourite`);
    return firstOf<Notification>(ana, '/api/v1/notifications');
};
const heldBack: Case = async ({ ana, ben }) => {
    await ben.post(`@${ana.account.username} psst`, { visibility: 'direct' });
    return firstOf<NotificationRequest>(ana, '/api/v1/notifications/requests');
};
const many =
    (one: Case): Case =>
    async (world) => ({ json: { id: (await one(world)).ids } });
const announced: Case = async () => ({ ids: [(await publishAnnouncement(db, { text: 'Hear' })).id] });
const inList: Case = async ({ ana, ben }) => {
    await ana.act('POST', `/api/v1/accounts/${ben.id}/follow`);
    const { id } = await ana.act('POST', '/api/v1/lists', { title: 'Sea' });
    return { ids: [id], json: { account_ids: [ben.id] } };
};
const aFilter: Case = async ({ ana }) => {
    const { id } = await ana.act('POST', '/api/v2/filters', {
        title: 'Storms',
        context: ['home'],
        keywords_attributes: [{ keyword: 'storm' }],
    });
    return { ids: [id], json: { title: 'Winds', phrase: 'wind', context: ['public'] } };
};
const aKeyword: Case = async (world) => {
    const { ids } = await aFilter(world);
    return {
        ids: [(await world.ana.act<{ id: string }[]>('GET', `/api/v2/filters/${ids?.[0]}/keywords`))[0]!.id],
        json: { keyword: 'gale', phrase: 'gale', context: ['home'] },
    };
};
const aFilteredPost: Case = async (world) => {
    const [filter] = (await aFilter(world)).ids ?? [];
    const { id } = await world.ana.act('POST', `/api/v2/filters/${filter}/statuses`, {
        status_id: world.post.id,
    });
    return { ids: [id] };
};
const aPoll: Case = async ({ ben }) => {
    const { poll } = await ben.post('Tea?', { poll: { options: ['Yes', 'No'], expires_in: 3_600 } });
    return { ids: [poll!.id], json: { choices: [1] } };
};
const inAnHour = () => new Date(Math.ceil(Date.now() / 3_600_000 + 1) * 3_600_000).toISOString();
const scheduled: Case = async ({ ana }) => {
    const { id } = await ana.post('Later', { scheduled_at: inAnHour() });
    return { ids: [id], json: { scheduled_at: inAnHour() } };
};
const subscription = () => ({
    subscription: { endpoint: 'https://push.test/device', keys: new Device().keys, standard: true },
    data: { alerts: { mention: true } },
});
const subscribed: Case = async ({ ana }) => {
    await ana.act('POST', '/api/v1/push/subscription', subscription());
    return { json: { data: { alerts: { follow: true } } } };
};
const wantsToReply: Case = async ({ ana, ben }) => {
    const { id } = await ana.post('Ask me', {
        interaction_policy: { can_reply: { automatic_approval: [], manual_approval: ['public'] } },
    });
    await ben.post('May I?', { in_reply_to_id: id });
    return firstOf(ana, '/api/v1/interaction_requests');
};
const quoted: Case = async ({ ben, own }) => ({
    ids: [own.id, (await ben.post('See', { quoted_status_id: own.id })).id],
});
const groupOf: Case = async (world) => {
    await notified(world);
    const { notification_groups } = await world.ana.act<{ notification_groups: { group_key: string }[] }>(
        'GET',
        '/api/v2/notifications',
    );
    return { ids: [notification_groups[0]!.group_key] };
};
const emoji = '🐳';

const CASES: Record<string, Case> = {
    'DELETE /api/atoll/v1/submissions/[id]': () => ({ ids: ['a key that nothing came with yet'] }),
    'POST /api/v1/accounts/[id]/block': onBen,
    'POST /api/v1/accounts/[id]/endorse': after('/api/v1/accounts/[id]/follow', onBen),
    'POST /api/v1/accounts/[id]/follow': onBen,
    'POST /api/v1/accounts/[id]/mute': onBen,
    'POST /api/v1/accounts/[id]/note': ({ ben }) => ({ ids: [ben.id], json: { comment: 'From the sea' } }),
    'POST /api/v1/accounts/[id]/pin': after('/api/v1/accounts/[id]/follow', onBen),
    'POST /api/v1/accounts/[id]/remove_from_followers': async ({ ana, ben }) => {
        await ben.act('POST', `/api/v1/accounts/${ana.id}/follow`);
        return { ids: [ben.id] };
    },
    'POST /api/v1/accounts/[id]/unblock': after('/api/v1/accounts/[id]/block', onBen),
    'POST /api/v1/accounts/[id]/unendorse': after(
        '/api/v1/accounts/[id]/endorse',
        after('/api/v1/accounts/[id]/follow', onBen),
    ),
    'POST /api/v1/accounts/[id]/unfollow': after('/api/v1/accounts/[id]/follow', onBen),
    'POST /api/v1/accounts/[id]/unmute': after('/api/v1/accounts/[id]/mute', onBen),
    'POST /api/v1/accounts/[id]/unpin': after(
        '/api/v1/accounts/[id]/pin',
        after('/api/v1/accounts/[id]/follow', onBen),
    ),
    'PATCH /api/v1/accounts/update_credentials': () => ({ json: { display_name: 'Ana', note: 'At #sea' } }),
    'POST /api/v1/announcements/[id]/dismiss': announced,
    'PUT /api/v1/announcements/[id]/reactions/[name]': async (world) => ({
        ids: [...((await announced(world)).ids ?? []), emoji],
    }),
    'DELETE /api/v1/announcements/[id]/reactions/[name]': async (world) => {
        const ids = [...((await announced(world)).ids ?? []), emoji];
        await world.ana.act('PUT', fill('/api/v1/announcements/[id]/reactions/[name]', ids));
        return { ids };
    },
    'DELETE /api/v1/conversations/[id]': written,
    'POST /api/v1/conversations/[id]/read': written,
    'POST /api/v1/conversations/[id]/unread': written,
    'POST /api/v1/domain_blocks': () => ({ json: { domain: 'rude.test' } }),
    'DELETE /api/v1/domain_blocks': after('/api/v1/domain_blocks', () => ({ json: { domain: 'rude.test' } })),
    'POST /api/v1/featured_tags': () => ({ json: { name: 'sea' } }),
    'DELETE /api/v1/featured_tags/[id]': async ({ ana }) => ({
        ids: [(await ana.act('POST', '/api/v1/featured_tags', { name: 'sea' })).id],
    }),
    'PUT /api/v1/filters/[id]': aKeyword,
    'DELETE /api/v1/filters/[id]': aKeyword,
    'POST /api/v1/follow_requests/[id]/authorize': asked,
    'POST /api/v1/follow_requests/[id]/reject': asked,
    'PATCH /api/v1/interaction_policies/defaults': () => ({
        json: { public: { can_reply: { automatic_approval: ['followers'], manual_approval: [] } } },
    }),
    'POST /api/v1/interaction_requests/[id]/authorize': wantsToReply,
    'POST /api/v1/interaction_requests/[id]/reject': wantsToReply,
    'PUT /api/v1/lists/[id]': async (world) => ({ ...(await inList(world)), json: { title: 'Ocean' } }),
    'DELETE /api/v1/lists/[id]': inList,
    'POST /api/v1/lists/[id]/accounts': inList,
    'DELETE /api/v1/lists/[id]/accounts': after('/api/v1/lists/[id]/accounts', inList),
    'POST /api/v1/markers': ({ post }) => ({ json: { home: { last_read_id: post.id } } }),
    'DELETE /api/v1/notifications/[id]': notified,
    'POST /api/v1/notifications/[id]/dismiss': notified,
    'POST /api/v1/notifications/clear': notified,
    'DELETE /api/v1/notifications/destroy_multiple': many(notified),
    'POST /api/v1/notifications/dismiss': async (world) => ({
        json: { id: (await notified(world)).ids?.[0] },
    }),
    'PUT /api/atoll/v1/appearance': () => ({
        json: { theme: 'dark', contrast: 'more', density: 'compact', motion: 'reduce', hue: 250 },
    }),
    'PUT /api/v1/notifications/policy': () => ({ json: { filter_not_following: true } }),
    'PATCH /api/v1/notifications/policy': () => ({ json: { filter_not_following: true } }),
    'POST /api/v1/notifications/requests/[id]/accept': heldBack,
    'POST /api/v1/notifications/requests/[id]/dismiss': heldBack,
    'POST /api/v1/notifications/requests/accept': many(heldBack),
    'POST /api/v1/notifications/requests/dismiss': many(heldBack),
    'POST /api/v1/polls/[id]/votes': aPoll,
    'PATCH /api/v1/profile': () => ({ json: { display_name: 'Ana', note: 'At #sea' } }),
    'DELETE /api/v1/profile/avatar': () => ({}),
    'DELETE /api/v1/profile/header': () => ({}),
    'POST /api/v1/push/subscription': () => ({ json: subscription() }),
    'PUT /api/v1/push/subscription': subscribed,
    'DELETE /api/v1/push/subscription': subscribed,
    'PUT /api/v1/scheduled_statuses/[id]': scheduled,
    'DELETE /api/v1/scheduled_statuses/[id]': scheduled,
    'PUT /api/v1/statuses/[id]': ({ own }) => ({ ids: [own.id], json: { status: 'Said better' } }),
    'DELETE /api/v1/statuses/[id]': onOwn,
    'POST /api/v1/statuses/[id]/bookmark': onPost,
    'PUT /api/v1/statuses/[id]/emoji_reactions/[emoji]': ({ post }) => ({ ids: [post.id, emoji] }),
    'DELETE /api/v1/statuses/[id]/emoji_reactions/[emoji]': async ({ ana, post }) => {
        const ids = [post.id, emoji];
        await ana.act('PUT', fill('/api/v1/statuses/[id]/emoji_reactions/[emoji]', ids));
        return { ids };
    },
    'POST /api/v1/statuses/[id]/favourite': onPost,
    'PUT /api/v1/statuses/[id]/interaction_policy': ({ own }) => ({
        ids: [own.id],
        json: { quote_approval_policy: 'nobody' },
    }),
    'POST /api/v1/statuses/[id]/mute': onPost,
    'POST /api/v1/statuses/[id]/pin': onOwn,
    'POST /api/v1/statuses/[id]/quotes/[quoting]/revoke': quoted,
    'POST /api/v1/statuses/[id]/reblog': onPost,
    'POST /api/v1/statuses/[id]/unbookmark': after('/api/v1/statuses/[id]/bookmark', onPost),
    'POST /api/v1/statuses/[id]/unfavourite': after('/api/v1/statuses/[id]/favourite', onPost),
    'POST /api/v1/statuses/[id]/unmute': after('/api/v1/statuses/[id]/mute', onPost),
    'POST /api/v1/statuses/[id]/unpin': after('/api/v1/statuses/[id]/pin', onOwn),
    'POST /api/v1/statuses/[id]/unreblog': after('/api/v1/statuses/[id]/reblog', onPost),
    'DELETE /api/v1/suggestions/[id]': onBen,
    'POST /api/v1/tags/[name]/feature': () => ({ ids: ['sea'] }),
    'POST /api/v1/tags/[name]/follow': () => ({ ids: ['sea'] }),
    'POST /api/v1/tags/[name]/unfeature': after('/api/v1/tags/[name]/feature', () => ({ ids: ['sea'] })),
    'POST /api/v1/tags/[name]/unfollow': after('/api/v1/tags/[name]/follow', () => ({ ids: ['sea'] })),
    'PUT /api/v2/filters/[id]': aFilter,
    'DELETE /api/v2/filters/[id]': aFilter,
    'POST /api/v2/filters/[id]/statuses': async (world) => ({
        ...(await aFilter(world)),
        json: { status_id: world.post.id },
    }),
    'PUT /api/v2/filters/keywords/[id]': aKeyword,
    'DELETE /api/v2/filters/keywords/[id]': aKeyword,
    'DELETE /api/v2/filters/statuses/[id]': aFilteredPost,
    'POST /api/v2/notifications/[group_key]/dismiss': groupOf,
    'POST /api/v2/notifications/clear': notified,
    'PATCH /api/v2/notifications/policy': () => ({ json: { for_not_following: 'drop' } }),
    'PUT /api/v2/notifications/policy': () => ({ json: { for_not_following: 'drop' } }),
};

/** What makes another thing each time it is asked, ends what asks, or is a question; and where that is tried. */
const OTHERWISE = [
    // A post has one effect by its key: tests/api/statuses.
    'POST /api/v1/statuses',
    'POST /api/v1/accounts',
    // Both name somebody elsewhere: tests/federation/moves.
    'POST /api/v1/accounts/alias',
    'POST /api/v1/accounts/move',
    'POST /api/v1/apps',
    'POST /api/v1/emails/confirmations',
    'POST /api/v1/filters',
    'POST /api/v1/lists',
    'POST /api/v1/reports',
    'POST /api/v2/filters',
    'POST /api/v2/filters/[id]/keywords',
    // Each upload is a file of its own, and one is changed and removed: tests/api/media.
    'POST /api/v1/media',
    'POST /api/v2/media',
    'PUT /api/v1/media/[id]',
    'DELETE /api/v1/media/[id]',
    // tests/api/emoji-admin and tests/federation/emoji: twice the same is refused, or replaces.
    'POST /api/atoll/v1/admin/custom_emojis',
    'PATCH /api/atoll/v1/admin/custom_emojis/[id]',
    'DELETE /api/atoll/v1/admin/custom_emojis/[id]',
    'POST /api/atoll/v1/admin/custom_emojis/[id]/copy',
    'POST /api/atoll/v1/admin/custom_emojis/copy',
    'POST /api/atoll/v1/admin/custom_emojis/import',
    'PUT /api/atoll/v1/admin/custom_emojis/categories',
    // The same settings again are the same settings.
    'PATCH /api/atoll/v1/admin/branding',
    'DELETE /api/atoll/v1/admin/branding/[name]',
    // Parts of a file that come again are told where it goes on.
    'POST /api/atoll/v1/uploads',
    'PATCH /api/atoll/v1/uploads/[id]',
    'DELETE /api/atoll/v1/uploads/[id]',
    // There are none to generate or to read.
    'POST /api/v1/annual_reports/[id]/generate',
    'POST /api/v1/annual_reports/[id]/read',
    // tests/api/oauth, tests/api/auth-attacks.
    'POST /api/v1/tokens/[id]/invalidate',
    // Asks other servers, seldom: tests/federation/threads.
    'POST /api/v1/statuses/[id]/context/check',
    'POST /api/v1/statuses/[id]/translate',
    'POST /oauth/revoke',
    'POST /oauth/token',
    'POST /oauth/userinfo',
];

function fill(pattern: string, ids: string[] = []): string {
    const rest = [...ids];
    return pattern.replace(/\[\w+\]/g, () => encodeURIComponent(rest.shift() ?? 'none'));
}

async function aWorld(): Promise<World> {
    const [ana, ben] = [await aMember(db), await aMember(db)];
    return { ana, ben, post: await ben.post('Hello #sea'), own: await ana.post('Hello too') };
}

type Method = Parameters<typeof ask>[0];

/** What comes of asking `times` at once, and, where it is repeated, once more when all of that has had its effects. */
async function write(operation: string, prepare: Case, times: number) {
    const [method = '', pattern = ''] = operation.split(' ');
    const world = await aWorld();
    const { ids, json } = await prepare(world);
    await runJobs();
    const once = () => ask(method as Method, fill(pattern, ids), { token: world.ana.token, json });
    const answers: number[] = [];
    const effect = await effectOf(db, async () => {
        for (const { status } of await Promise.all(Array.from({ length: times }, once))) answers.push(status);
        await runJobs();
        if (times === 1) return;
        answers.push((await once()).status);
        await runJobs();
    });
    return { answers, effect };
}

let writes: string[];
beforeAll(async () => {
    const loaded = await Promise.all(
        apiRoutes.map(async ({ pattern, load }) => ({ pattern, module: await load() })),
    );
    writes = loaded.flatMap(({ pattern, module }) =>
        (['POST', 'PUT', 'PATCH', 'DELETE'] as const)
            .filter((method) => module[method])
            .map((method) => `${method} ${pattern}`),
    );
});

test('every route that writes is tried, or is named as one that cannot be repeated', () => {
    expect([...Object.keys(CASES), ...OTHERWISE].sort()).toEqual([...writes].sort());
});

test.each(Object.entries(CASES))(
    '%s five times at once and once more is once',
    async (operation, prepare) => {
        await vapidKeys(db);
        const single = await write(operation, prepare, 1);
        expect(single.answers).toEqual([200]);
        const repeated = await write(operation, prepare, 5);
        expect(repeated.answers).toContain(200);
        expect(repeated.answers.filter((status) => status >= 500)).toEqual([]);
        expect(repeated.effect).toEqual(single.effect);
    },
);
