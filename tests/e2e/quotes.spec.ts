import { expect, test } from './support/test';

test('a quoted post is read within the post, and opens by itself', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const quoted = await ana.post('The sea was calm', { quote_approval_policy: 'public' });
    const { id } = await bo.post('Here as well', { quoted_status_id: quoted.id });
    const page = await browserOf(bo, `/@${bo.username}/${id}`);
    const quote = page.getByRole('article', { name: `Quoted post by ${ana.username}` });
    await expect(quote.getByText('The sea was calm')).toBeVisible();
    await quote.getByText('The sea was calm').click();
    await expect(page).toHaveURL(`/@${ana.username}/${quoted.id}`);
});

test('a quote whose author took their consent back says so in kind words', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const quoted = await ana.post('Said in haste', { quote_approval_policy: 'public' });
    const { id } = await bo.post('Listen to this', { quoted_status_id: quoted.id });
    await ana.api('POST', `/api/v1/statuses/${quoted.id}/quotes/${id}/revoke`);
    const page = await browserOf(bo, `/@${bo.username}/${id}`);
    await expect(page.getByText('The author has taken back their consent to this quote.')).toBeVisible();
    await expect(page.getByText('Said in haste')).toHaveCount(0);
});

test('an own post is taken out of one that quotes it', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    const { id } = await ana.post('My grandmother’s recipe');
    const { id: quoting } = await bo.post('Everybody, look at this', { quoted_status_id: id });
    const page = await browserOf(ana, `/@${ana.username}/${id}`);
    await page.getByRole('link', { name: '1 quote' }).click();
    const quote = page.getByRole('article', { name: `Post by ${bo.username}` });
    await expect(quote.getByText('My grandmother’s recipe')).toBeVisible();
    await quote.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Take my post out of this one' }).click();
    await expect(quote.getByText('My grandmother’s recipe')).toHaveCount(0);
    await expect
        .poll(async () => {
            const { quote: told } = await bo.api<{ quote: { state: string } | null }>(
                'GET',
                `/api/v1/statuses/${quoting}`,
            );
            return told?.state;
        })
        .toBe('revoked');
});
