import { expect, test } from './support/test';

test('a filter names itself in the place of the post, and the post can be read all the same', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.api('POST', '/api/v2/filters', {
        title: 'Endings',
        context: ['home', 'public'],
        filter_action: 'warn',
        keywords_attributes: [{ keyword: 'gardener', whole_word: true }],
    });
    await bo.follow(ana);
    await ana.post('It was the gardener');
    const page = await browserOf(bo);
    const post = page.getByRole('article', { name: ana.username });
    await expect(post.getByText('Filtered: Endings')).toBeVisible();
    await expect(post.getByText('It was the gardener')).toHaveCount(0);
    await post.getByRole('button', { name: 'Show anyway' }).click();
    await expect(post.getByText('It was the gardener')).toBeVisible();
});

test('what a filter hides is not there', async ({ newcomer, browserOf }) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.api('POST', '/api/v2/filters', {
        title: 'Football',
        context: ['home'],
        filter_action: 'hide',
        keywords_attributes: [{ keyword: 'offside' }],
    });
    await bo.follow(ana);
    await ana.post('That was offside');
    await ana.post('A quiet evening');
    const page = await browserOf(bo);
    await expect(page.getByText('A quiet evening')).toBeVisible();
    await expect(page.getByText('That was offside')).toHaveCount(0);
});

test('a filter made on another device covers at once what is on the screen', async ({
    newcomer,
    browserOf,
}) => {
    const [ana, bo] = [await newcomer('ana'), await newcomer('bo')];
    await bo.follow(ana);
    await ana.post('The gardener did it');
    const page = await browserOf(bo);
    await expect(page.getByText('The gardener did it')).toBeVisible();
    await bo.api('POST', '/api/v2/filters', {
        title: 'Endings',
        context: ['home'],
        filter_action: 'warn',
        keywords_attributes: [{ keyword: 'gardener' }],
    });
    await expect(page.getByText('The gardener did it')).toHaveCount(0);
    await expect(page.getByText(/Endings/)).toBeVisible();
});
