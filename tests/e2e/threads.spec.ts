import type { Status } from '../../src/lib/mastodon-api/entities';
import { OtherServer } from './support/other-server';
import { expect, test } from './support/test';

test('a thread from elsewhere says how much of it is here, and finds what is missing without moving what is read', async ({
    newcomer,
    browserOf,
}) => {
    await using other = await OtherServer.start();
    const bo = await newcomer('bo');
    const replies = other.tell('/notes/1/replies', { type: 'Collection', totalItems: 4 });
    const root = other.note('/notes/1', 'What do you think?', {
        replies: { id: replies, type: 'Collection', totalItems: 4 },
    });
    const answers = [2, 3, 4].map((number) =>
        other.note(`/notes/${number}`, `Answer ${number}`, { inReplyTo: root }),
    );
    other.tell('/notes/1/replies', { type: 'Collection', totalItems: 4, items: answers.slice(0, 2) });
    const found = await bo.api<{ statuses: Status[] }>(
        'GET',
        `/api/v2/search?resolve=true&q=${encodeURIComponent(root)}`,
    );
    const { id, account } = found.statuses[0]!;

    let go = () => {};
    other.pause = new Promise((resolve) => (go = resolve));
    const page = await browserOf(bo, `/@${account.acct}/${id}`);
    const post = page.getByText('What do you think?');
    await expect(page.getByText('0 of 4 answers are here')).toBeVisible();
    await expect(page.getByText('looking for more…')).toBeVisible();
    const before = await post.boundingBox();
    go();
    await expect(page.getByText('Answer 2')).toBeVisible();
    await expect(page.getByText('2 of 4 answers are here')).toBeVisible();
    await expect(page.getByRole('status').getByText('2 new answers')).toBeAttached();
    expect(await post.boundingBox()).toEqual(before);

    const again = page.getByRole('button', { name: 'Check again' });
    await again.focus();
    await page.keyboard.press('Enter');
    const kindly = `${other.host} was asked a moment ago, ask again in 1 min.`;
    await expect(page.getByRole('status').getByText(kindly)).toBeAttached();
});
