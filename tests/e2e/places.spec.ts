import { expect, test } from './support/test';

test('a conversation is read, answered in place, and gone on with by the other, who sees it come', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.post(`@${ana.username} Shall I bring the long table?`, { visibility: 'direct' });

    const page = await browserOf(ana, '/conversations');
    const row = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
    await expect(row).toContainText('Shall I bring the long table?');
    await expect(row.getByText('Unread')).toBeAttached();
    await row.getByRole('link').click();
    await expect(page.getByText('not end-to-end encrypted')).toBeVisible();
    const messages = page.getByRole('list', { name: /^Conversation with/ }).getByRole('listitem');
    await expect(messages).toHaveCount(1);
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Please do!');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(messages).toHaveCount(2);
    await expect(messages.last()).toContainText('Please do!');

    const other = await browserOf(bo, '/conversations');
    const told = other.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
    await expect(told).toContainText('Please do!');
    await told.getByRole('link').click();
    await other.getByRole('textbox', { name: 'Write a message' }).fill('And the chairs?');
    await other.getByRole('button', { name: 'Send' }).click();
    await expect(messages.last()).toContainText('And the chairs?');

    await page.goto('/conversations');
    await expect(row.getByText('Unread')).toHaveCount(0);
    await row.getByRole('button', { name: /^Remove the conversation/ }).click();
    await expect(page.getByText('No conversations yet')).toBeVisible();
});

test('a list is made, filled with somebody one follows, read, chosen from a profile, and deleted with a way back', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    // Somebody who is on a list already is refused, and the outbox is content; and what was being asked of a list while it
    // was deleted is not there any more.
    expectComplaint(/422|404/);
    const [ana, bo, cem] = [await newcomer('ana'), await newcomer('bo'), await newcomer('cem')];
    for (const other of [bo, cem]) await ana.follow(other);
    await bo.post('From the list');
    await cem.post('Not from the list');

    const page = await browserOf(ana, '/lists');
    await page.getByRole('button', { name: 'New list' }).first().click();
    await page.getByLabel('Name of the list').fill('Neighbours');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByLabel('Find somebody').fill(bo.username);
    await page.getByRole('button', { name: `Add ${bo.username}` }).click();
    await expect(page.getByRole('button', { name: `Remove ${bo.username}` })).toBeVisible();
    await page.goto('/lists');
    await page.getByRole('link', { name: 'Neighbours' }).click();
    await expect(page.getByRole('feed')).toContainText('From the list');
    await expect(page.getByText('Not from the list')).toHaveCount(0);

    await page.goto(`/@${cem.username}`);
    await page.getByRole('button', { name: 'More about this person' }).click();
    await page.getByRole('menuitem', { name: `Lists with @${cem.username}` }).click();
    const choice = page.getByRole('switch', { name: 'Neighbours' });
    await choice.check();
    await expect(choice).toBeChecked();
    await page.keyboard.press('Escape');

    await page.goto('/lists');
    await page.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('button', { name: `Remove ${cem.username}` })).toBeVisible();
    await page.getByRole('button', { name: 'Delete the list' }).click();
    await expect(page.getByText('No lists yet')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('link', { name: 'Neighbours' })).toBeVisible();
});

test('a profile leads to its people, keeps a note, and of who does not exist the server is asked once', async ({
    newcomer,
    browserOf,
    expectComplaint,
}) => {
    expectComplaint(/404/);
    const [ana, bo, cem] = [await newcomer('ana'), await newcomer('bo'), await newcomer('cem')];
    await ana.follow(cem);
    await cem.follow(bo);
    const { id } = await bo.post('Read this first');
    await bo.api('POST', `/api/v1/statuses/${id}/pin`);

    const page = await browserOf(ana, `/@${bo.username}`);
    await expect(page.getByRole('region', { name: 'Pinned' })).toContainText('Read this first');
    await expect(page.getByText(`Followed by ${cem.username}`)).toBeVisible();
    await page.getByRole('button', { name: 'Add a private note' }).click();
    await page.getByLabel('Private note').fill('Met at the fair');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await expect(page.getByRole('button', { name: 'Met at the fair' })).toBeVisible();
    await page.getByRole('link', { name: '1 follower', exact: true }).click();
    const people = page.getByRole('list', { name: 'Followers' });
    await expect(people).toContainText(cem.username);
    await page.getByRole('link', { name: 'Following', exact: true }).click();
    await expect(page.getByText('This account follows nobody yet.')).toBeVisible();

    const asked: string[] = [];
    page.on('request', (request) => {
        if (request.url().includes('/accounts/lookup')) asked.push(request.url());
    });
    await page.goto('/@nobody_of_that_name');
    await expect(page.getByText('Nothing here')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(asked).toHaveLength(1);
});
