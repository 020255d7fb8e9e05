/** What the server refuses, and when everything has to wait. */
import { CuttingProxy } from './support/cutting-proxy';
import { expect, PASSWORD, test, type Member, type Page } from './support/test';

interface Told {
    content: string;
}

/** What a test provokes: requests that are cut or refused, and what the recorder of traces asks for. */
const PROVOKED =
    /ERR_|Failed to (?:load|fetch)|status of (?:401|422|429)|Connecting to 'blob:|WebSocket|socket|Content Security Policy/i;

async function postsOf(member: Member): Promise<Told[]> {
    const { id } = await member.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
    return (
        await member.api<Told[]>('GET', `/api/v1/accounts/${id}/statuses?exclude_reblogs=true`)
    ).toReversed();
}

const textOf = ({ content }: Told) => content.replace(/<[^>]*>/g, '');

async function write(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Text of the post' }).fill(text);
}

test('what the server refuses waits for the person; so does everything when the session ends or patience is asked for', async ({
    newcomer,
    browserOf,
    community,
    expectComplaint,
}) => {
    expectComplaint(PROVOKED);
    await using road = await CuttingProxy.before(community.origin);
    const bo = await newcomer('bo');
    const page = await browserOf(bo, '/home', road.origin);
    const say = async (text: string) => {
        await page.getByRole('button', { name: 'What’s new?' }).click();
        await write(page, text);
        await page
            .getByRole('dialog')
            .getByRole('button', { name: /^(Post|Queue)/ })
            .last()
            .click();
    };
    const answerPosts = (fate: ReturnType<CuttingProxy['judge']>) => {
        road.judge = (_method, path) => (path === '/api/v1/statuses' ? fate : null);
    };

    answerPosts({ status: 422 });
    await say('Too long, says the server');
    await expect(page.getByText('The test says 422')).toBeVisible();
    answerPosts(null);
    await page.locator('[data-pending]').getByRole('button', { name: 'Edit' }).click();
    await write(page, 'Short');
    await page.getByRole('dialog').getByRole('button', { name: /^Post/ }).last().click();
    await expect.poll(async () => (await postsOf(bo)).map(textOf)).toEqual(['Short']);

    answerPosts({ status: 429, headers: { 'retry-after': '4' } });
    await say('In a hurry');
    await expect(page.getByRole('status').filter({ hasText: /The server asks to wait until/ })).toBeVisible();
    answerPosts(null);
    await expect.poll(async () => (await postsOf(bo)).map(textOf)).toEqual(['Short', 'In a hurry']);

    answerPosts({ status: 401 });
    await say('The session has ended');
    const banner = page.getByRole('link', { name: 'Sign in to send 1 post' });
    await expect(banner).toBeVisible();
    await page.context().clearCookies();
    answerPosts(null);
    await banner.click();
    await page.getByLabel('Handle or e-mail address').fill(bo.username);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');
    await expect.poll(async () => (await postsOf(bo)).map(textOf)).toContain('The session has ended');

    // Signing out with something unsent asks first, and offers a copy.
    answerPosts({ status: 422 });
    await say('Never sent');
    await expect(page.getByText('The test says 422')).toBeVisible();
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await expect(page.getByText('1 post is not sent yet')).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a copy' }).click();
    expect((await download).suggestedFilename()).toMatch(/^unsent-posts-.*\.json$/);
    answerPosts(null);
    await page.getByRole('button', { name: 'Send them first' }).click();
    await expect.poll(async () => (await postsOf(bo)).map(textOf)).toContain('Never sent');
    await page.getByRole('button', { name: /^Sign out here|^Discard them/ }).click();
    await page.waitForURL((url) => url.pathname === '/');
    const left = () =>
        page.evaluate(async () =>
            (await indexedDB.databases()).filter(({ name = '' }) => name.startsWith('atoll-')),
        );
    await expect.poll(left).toEqual([]);
});
