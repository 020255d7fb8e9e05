import { beforeEach, expect, test, vi } from 'vitest';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import type { Status } from '$lib/mastodon-api/entities';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import type { ChannelListener, LiveConnection } from '../streaming/connection';
import { Entities } from './entities.svelte';
import { ThreadStore } from './thread.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

beforeEach(() => useDatabase(new MemoryDatabase()));

/** An open thread of one post, its channel, and what the server would tell of it. */
async function openThread() {
    const world = {
        listener: null as ChannelListener | null,
        channel: '',
        answers: [] as Status[],
        asked: 0,
    };
    const { fetch } = aServer((_method, url) => {
        if (!url.pathname.endsWith('/context')) return Response.json(aStatusEntity('1'));
        world.asked += 1;
        return Response.json({ ancestors: [], descendants: world.answers });
    });
    const live = {
        join: (channel: string, listener: ChannelListener) => {
            Object.assign(world, { channel, listener });
            return () => (world.listener = null);
        },
    } as unknown as LiveConnection;
    const thread = new ThreadStore('1', { fetch, entities: new Entities(), live });
    const leave = thread.listen();
    await thread.open();
    return { thread, world, leave };
}

const anAnswer = (id: string, to = '1') => aStatusEntity(id, { in_reply_to_id: to });
const settle = () => new Promise((resolve) => setTimeout(resolve));
const shown = (thread: ThreadStore) => thread.descendants.map(({ id }) => id);

test('an open thread hears answers, and answers to them, where they belong', async () => {
    const { thread, world } = await openThread();
    expect(world.channel).toBe('thread:1');
    world.listener?.onEvent({ event: 'update', payload: anAnswer('2') });
    world.listener?.onEvent({ event: 'update', payload: anAnswer('3') });
    world.listener?.onEvent({ event: 'update', payload: anAnswer('4', '2') });
    await settle();
    expect(shown(thread)).toEqual(['2', '4', '3']);
});

test('an edit changes what is shown, and what was deleted leaves', async () => {
    const { thread, world } = await openThread();
    world.listener?.onEvent({ event: 'update', payload: anAnswer('2') });
    await settle();
    const content = '<p>Better</p>';
    world.listener?.onEvent({ event: 'status.update', payload: { ...anAnswer('2'), content } });
    await settle();
    expect(thread.descendants[0]?.content).toBe(content);
    world.listener?.onEvent({ event: 'delete', payload: '2' });
    await settle();
    expect(shown(thread)).toEqual([]);
});

test('what came while nobody listened is read when the channel is joined again', async () => {
    const { thread, world, leave } = await openThread();
    world.answers = [anAnswer('2')];
    world.listener?.onJoined(true);
    await settle();
    expect(world.asked).toBe(1);
    world.listener?.onJoined(false);
    await settle();
    expect(shown(thread)).toEqual(['2']);
    leave();
    expect(world.listener).toBeNull();
});
