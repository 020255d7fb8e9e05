import { describe, expect, it } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { arrangeReplies } from './arrange-replies';

const reply = (id: string, to: string | null) => ({ id, in_reply_to_id: to }) as Status;
const shape = (root: string, replies: Status[]) =>
    arrangeReplies(root, replies).map(({ status, depth }) => `${'·'.repeat(depth)}${status.id}`);

describe('the order of replies', () => {
    it('puts each answer below what it answers', () => {
        const replies = [reply('2', '1'), reply('3', '1'), reply('4', '2'), reply('5', '4'), reply('6', '3')];
        expect(shape('1', replies)).toEqual(['2', '·4', '··5', '3', '·6']);
    });

    it('keeps an answer whose parent is missing, at the first level', () => {
        expect(shape('1', [reply('5', '4'), reply('6', '5')])).toEqual(['5', '·6']);
    });

    it('begins with the newest or the most boosted answer where that is wanted, and keeps conversations in order', () => {
        const boosted = (id: string, to: string, reblogs_count: number) =>
            ({ id, in_reply_to_id: to, reblogs_count }) as Status;
        const replies = [
            boosted('2', '1', 1),
            boosted('3', '1', 5),
            boosted('4', '2', 0),
            boosted('5', '2', 9),
        ];
        const ids = (order: 'newest' | 'most-boosted') =>
            arrangeReplies('1', [...replies, boosted('6', '1', 1)], order).map(({ status }) => status.id);
        expect(ids('newest')).toEqual(['6', '3', '2', '4', '5']);
        expect(ids('most-boosted')).toEqual(['3', '2', '4', '5', '6']);
    });

    it('survives a thread as deep as a well and a post that answers itself', () => {
        const chain = Array.from({ length: 5000 }, (_, i) => reply(String(i + 2), String(i + 1)));
        expect(arrangeReplies('1', chain)).toHaveLength(5000);
        expect(shape('1', [reply('7', '7')])).toEqual(['7']);
    });
});
