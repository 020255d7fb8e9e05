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
