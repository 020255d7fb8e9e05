/** What is done without a network, or through a bad one, arrives once and in order. */
import { aPng } from '../support/pictures';
import { CuttingProxy } from './support/cutting-proxy';
import { expect, test, type Member, type Page } from './support/test';

interface Told {
    id: string;
    content: string;
    in_reply_to_id: string | null;
    media_attachments: unknown[];
}

/** What a test provokes: requests that are cut or refused, and what the recorder of traces asks for. */
const PROVOKED =
    /ERR_|Failed to (?:load|fetch)|status of (?:401|422|429)|Connecting to 'blob:|WebSocket|socket|Content Security Policy/i;

async function untilInstalled(page: Page): Promise<void> {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
                navigator.serviceWorker.addEventListener('controllerchange', resolve),
            );
    });
}

async function postsOf(member: Member): Promise<Told[]> {
    const { id } = await member.api<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
    return (
        await member.api<Told[]>('GET', `/api/v1/accounts/${id}/statuses?exclude_reblogs=true`)
    ).toReversed();
}

const textOf = ({ content }: Told) => content.replace(/<[^>]*>/g, '');

async function write(page: Page, text: string, attach: Buffer[] = []): Promise<void> {
    await page.getByRole('textbox', { name: 'Text of the post' }).fill(text);
    if (attach.length > 0)
        await page
            .locator('input[type=file]')
            .setInputFiles(
                attach.map((buffer, index) => ({ name: `${index}.png`, mimeType: 'image/png', buffer })),
            );
}

test('the airplane test: a flight’s worth of reading, answering and writing goes out once and in order', async ({
    newcomer,
    browserOf,
    community,
    expectComplaint,
}) => {
    expectComplaint(PROVOKED);
    await using air = await CuttingProxy.before(community.origin);
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    const picture = await ana.attach(await aPng(), 'A pier');
    const [first, second] = [
        await ana.post('The pier at dawn', { media_ids: [picture] }),
        await ana.post('The tide is out'),
    ];
    await ana.post('And the crabs are out too', { in_reply_to_id: second.id });
    const ground = await browserOf(bo, '/home', air.origin);
    await expect(ground.getByText('The tide is out').first()).toBeVisible();
    await untilInstalled(ground);
    await ground.goto(`/@${ana.username}/${second.id}`);
    await expect(ground.getByText('And the crabs are out too')).toBeVisible();
    const context = ground.context();
    await ground.close();

    // Flight mode: a cold start shows home and an opened thread.
    air.down = true;
    const page = await context.newPage();
    await page.goto('/home');
    const card = (text: string) =>
        page.getByRole('article', { name: ana.username }).filter({ hasText: text }).first();
    await expect(card('The pier at dawn')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible();

    const favourite = (text: string) => card(text).getByRole('button', { name: /favourite/i });
    await favourite('The pier at dawn').click();
    await expect(favourite('The pier at dawn')).toHaveAttribute('aria-pressed', 'true');
    await favourite('The pier at dawn').click();
    await favourite('The tide is out').click();
    await card('The tide is out')
        .getByRole('button', { name: /^boost/i })
        .click();
    const menu = page.getByRole('menuitem', { name: 'Boost', exact: true });
    await expect(
        menu.or(card('The tide is out').getByRole('button', { name: /boost/i, pressed: true })),
    ).toBeVisible();
    if (await menu.isVisible()) await menu.click();

    await page.getByRole('button', { name: 'What’s new?' }).click();
    await write(page, 'Two from the window seat', [await aPng(), await aPng()]);
    await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Queue/ })
        .click();
    await expect(page.getByText('Two from the window seat')).toBeVisible();
    await page.getByRole('button', { name: 'What’s new?' }).click();
    const dialog = page.getByRole('dialog', { name: 'New post' });
    await write(page, 'A thread of four');
    for (const text of ['the second', 'the third', 'the fourth']) {
        await dialog.getByRole('button', { name: 'Add a post to the thread' }).click();
        await page.keyboard.type(text);
    }
    await dialog.getByRole('button', { name: /^Queue/ }).click();
    await expect(page.getByText('A thread of four')).toBeVisible();
    await page.goto(`/@${ana.username}/${second.id}`);
    await expect(page.getByText('And the crabs are out too')).toBeVisible();
    await page
        .getByRole('button', { name: /^Reply/ })
        .first()
        .click();
    await page.getByRole('textbox', { name: 'Text of the post' }).last().fill('Seen from above');
    await page
        .getByRole('button', { name: /^Queue/ })
        .last()
        .click();
    await page.goto('/outbox');
    await expect(page.getByRole('status').filter({ hasText: /[89] queued/ })).toBeVisible();
    // What waits can be called off, one by one.
    await expect(page.getByText(/^Favourite: The tide is out/)).toBeVisible();

    // Landed, on a bad network: the first answers are lost after the server has done its work, others never arrive.
    const spoiled = new Map<string, number>();
    air.judge = (method, path) => {
        const times = (spoiled.get(path) ?? 0) + 1;
        spoiled.set(path, times);
        if (method === 'POST' && path === '/api/v1/statuses') return times <= 2 ? 'lose the answer' : null;
        return times === 1 && /favourite|reblog/.test(path) ? 'cut' : null;
    };
    air.down = false;
    const arrived = async () =>
        (await postsOf(bo)).map((post) => [textOf(post), post.media_attachments.length]);
    await expect.poll(arrived, { timeout: 90_000 }).toEqual(
        expect.arrayContaining(
            [
                ['the fourth', 0],
                ['Two from the window seat', 2],
                ['Seen from above', 0],
            ].map((one) => expect.arrayContaining(one)),
        ),
    );
    await expect(page.getByText('Everything is sent')).toBeVisible({ timeout: 60_000 });
    const posts = await postsOf(bo);
    expect(posts.map(textOf).toSorted()).toEqual(
        [
            'A thread of four',
            'Seen from above',
            'Two from the window seat',
            'the fourth',
            'the second',
            'the third',
        ].toSorted(),
    );
    const thread = ['A thread of four', 'the second', 'the third', 'the fourth'].map((text) =>
        posts.find((post) => textOf(post) === text),
    );
    expect(thread.map((post) => post?.in_reply_to_id)).toEqual([
        null,
        ...thread.slice(0, 3).map((post) => post?.id),
    ]);
    expect(posts.find((post) => textOf(post) === 'Seen from above')?.in_reply_to_id).toBe(second.id);
    const counts = (id: string) =>
        ana.api<{ favourites_count: number; reblogs_count: number }>('GET', `/api/v1/statuses/${id}`);
    expect(await counts(first.id)).toMatchObject({ favourites_count: 0 });
    expect(await counts(second.id)).toMatchObject({ favourites_count: 1, reblogs_count: 1 });
    // A favourite that was taken back before it left was never heard of, whether or not it was tried.
    expect(air.arrived.filter((asked) => asked.includes(`${first.id}/favourite`))).toEqual([]);
});
