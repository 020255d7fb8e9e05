import { expect, test } from './support/test';

test('what several people did to one post is one notification with their faces', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const { id } = await ana.post('A very good post');
    const others = [await newcomer('bo'), await newcomer('cem')];
    for (const other of others) await other.api('POST', `/api/v1/statuses/${id}/favourite`);
    const page = await browserOf(ana, '/notifications');
    const group = page.getByRole('article', { name: /and 1 other favourited your post/ });
    await expect(group.getByText('A very good post')).toBeVisible();

    // One more joins the group while it is being looked at.
    const dee = await newcomer('dee');
    await dee.api('POST', `/api/v1/statuses/${id}/favourite`);
    await expect(
        page.getByRole('article', { name: `${dee.username} and 2 others favourited your post` }),
    ).toHaveCount(1);
    await expect(page.getByRole('article')).toHaveCount(1);
});

test('somebody who asks to follow is let in where it is told', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await ana.api('PATCH', '/api/v1/accounts/update_credentials', { locked: true });
    await bo.follow(ana);
    const page = await browserOf(ana, '/notifications');
    await page.getByRole('button', { name: `Accept ${bo.username}` }).click();
    await expect(page.getByRole('button', { name: `Accept ${bo.username}` })).toHaveCount(0);
    const { followers_count } = await ana.api<{ followers_count: number }>(
        'GET',
        '/api/v1/accounts/verify_credentials',
    );
    expect(followers_count).toBe(1);
});

test('strangers’ notifications are kept aside where somebody wants that, and let in from there', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const page = await browserOf(ana, '/settings/notifications');
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page
        .getByRole('group', { name: 'People you don’t follow' })
        .getByRole('radio', { name: 'Filter' })
        .check();
    await answered;
    await bo.post(`@${ana.username} buy my shells`);
    await expect
        .poll(async () => (await ana.api<unknown[]>('GET', '/api/v1/notifications/requests')).length)
        .toBe(1);
    await page.goto('/notifications');
    await page.getByRole('link', { name: /Filtered notifications/ }).click();
    await expect(page.getByText(/1 notification · .*buy my shells/)).toBeVisible();
    await page.getByRole('button', { name: `Let in ${bo.username}` }).click();
    await expect(page.getByText('Nothing has been kept aside.')).toBeVisible();
    await page.getByRole('link', { name: 'Back' }).click();
    await expect(page.getByRole('article', { name: bo.username })).toBeVisible();
});

test('what happens while one reads waits; what is unread is marked, counted, and dismissed one by one', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo, cem] = [await newcomer('ana'), await newcomer('bo'), await newcomer('cem')];
    await bo.follow(ana);
    await bo.post(`@${ana.username} is the tide out?`);
    const page = await browserOf(ana, '/notifications');
    await expect(page.getByRole('heading', { name: '2 unread' })).toBeVisible();

    await cem.post(`@${ana.username} and is it warm?`);
    const pill = page.getByRole('button', { name: '1 new notification' });
    await expect(pill).toBeVisible();
    await expect(page.getByText('and is it warm?')).toBeHidden();
    await pill.click();
    await expect(page.getByText('and is it warm?')).toBeVisible();
    await page.getByRole('button', { name: 'Mark all read' }).click();
    await expect(page.getByRole('heading', { name: /unread/ })).toHaveCount(0);

    // Followed back where it is told; and what was dealt with goes.
    const follow = page.getByRole('article', { name: `${bo.username} follows you` });
    await follow.getByRole('button', { name: /^Follow/ }).click();
    await follow.getByRole('button', { name: 'Dismiss' }).click();
    await expect(follow).toHaveCount(0);
    await expect.poll(async () => (await ana.api<unknown[]>('GET', '/api/v1/notifications')).length).toBe(2);
    const { following_count } = await ana.api<{ following_count: number }>(
        'GET',
        '/api/v1/accounts/verify_credentials',
    );
    expect(following_count).toBe(1);

    await page.getByRole('link', { name: 'Mentions' }).click();
    await expect(page.getByRole('article')).toHaveCount(2);
});
