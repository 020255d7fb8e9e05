import { mediaFile } from '../support/media-files';
import { aPng } from '../support/pictures';
import { expect, test } from './support/test';

test.use({ javaScriptEnabled: false });

test('everything public can be read without JavaScript', async ({ page, newcomer }) => {
    const ana = await newcomer('ana');
    const media_ids = [await ana.attach(await aPng(), 'The harbour at dawn')];
    const { id } = await ana.post('The tide is coming in #harbour', { media_ids });
    const film = await ana.attach(mediaFile('film.mp4'), 'Waves');
    await ana.post('Slowly', { in_reply_to_id: id, media_ids: [film] });

    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: ana.username }).first()).toBeVisible();

    await page.getByRole('link', { name: 'See more' }).click();
    await expect(page.getByRole('heading', { name: 'Latest public posts' })).toBeVisible();
    await page.getByRole('link', { name: '#harbour' }).first().click();
    await expect(page.getByRole('heading', { name: '#harbour' })).toBeVisible();

    await page
        .getByRole('link', { name: new RegExp(ana.username) })
        .first()
        .click();
    await expect(page).toHaveURL(`/@${ana.username}`);
    await expect(page.getByText('The tide is coming in')).toBeVisible();

    await page.goto(`/@${ana.username}/${id}`);
    await expect(page.getByRole('article').getByText('The tide is coming in')).toBeVisible();
    await expect(page.getByText('Slowly')).toBeVisible();
    await expect(page.getByRole('img', { name: 'The harbour at dawn' })).toBeVisible();
    await expect(page.locator('video[controls][poster][aria-label="Waves"]')).toBeVisible();
    await expect(page.locator('meta[property="og:image:alt"]')).toHaveAttribute(
        'content',
        'The harbour at dawn',
    );
    await expect(page).toHaveTitle(/The tide is coming in/);

    await page.goto('/about');
    await expect(page.getByRole('heading', { name: 'Rules' })).toBeVisible();
    await page.getByRole('article').getByRole('link', { name: 'Privacy' }).click();
    await expect(page.getByRole('heading', { name: 'Privacy', level: 1 })).toBeVisible();
    await page.goto('/about/rules');
    await expect(page).toHaveURL('/about#rules');
});

test('what is for followers is not there for guests', async ({ page, newcomer, expectComplaint }) => {
    expectComplaint(/404/);
    const ana = await newcomer('ana');
    const { id } = await ana.post('Between us', { visibility: 'private' });
    const response = await page.goto(`/@${ana.username}/${id}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' }).first()).toBeAttached();
    await page.goto(`/@${ana.username}`);
    await expect(page.getByText('Between us')).toBeHidden();
});

test('a form of the account works without JavaScript', async ({ page, newcomer, expectComplaint }) => {
    expectComplaint(/4\d\d/);
    const ana = await newcomer('ana');
    await page.goto('/auth/sign-in');
    await page.getByLabel('Handle or e-mail address').fill(ana.username);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(page.getByLabel('Handle or e-mail address')).toHaveValue(ana.username);
});
