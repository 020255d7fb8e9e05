import { expectNoViolations } from './support/axe';
import { expect, test } from './support/test';

test('a deck shows feeds side by side, is walked and arranged by keys, and is there again', async ({
    newcomer,
    browserOf,
}) => {
    const ana = await newcomer('ana');
    const { id } = await ana.post('Shells #deckshells');
    const page = await browserOf(ana, '/deck');
    const columns = page.getByRole('region');
    const names = () => page.locator('[data-column] > header h2').allTextContents();
    await expect(columns.first().getByText('Shells')).toBeVisible();
    expect(await names()).toEqual(['Home', 'Notifications', 'Local']);

    await page.getByRole('button', { name: 'Add a column' }).click();
    await page.getByLabel('Hashtag', { exact: true }).fill('#DeckShells');
    await page.getByRole('button', { name: 'Add this hashtag' }).click();
    await expect(page.getByRole('region', { name: '#deckshells' }).getByText('Shells')).toBeVisible();
    await expect(page.getByRole('region', { name: '#deckshells' })).toBeFocused();

    await page.keyboard.press('1');
    await expect(page.getByRole('region', { name: 'Home' })).toBeFocused();
    await page.keyboard.press(']');
    await expect(page.getByRole('region', { name: 'Notifications' })).toBeFocused();
    await page.keyboard.press('[');
    await expect(page.getByRole('region', { name: 'Home' })).toBeFocused();

    await page.keyboard.press('j');
    await expect(page.getByRole('region', { name: 'Home' }).locator('[data-key]').first()).toBeFocused();

    const handle = page.getByRole('button', { name: /^Home, column 1 of 4/ });
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await names()).toEqual(['Notifications', 'Local', 'Home', '#deckshells']);
    await expect(page.getByRole('button', { name: /^Home, column 3 of 4/ })).toBeFocused();

    // One post in three columns, each of which may be acted on.
    const home = page.getByRole('region', { name: 'Home' });
    await home
        .getByRole('button', { name: /favourite/i })
        .first()
        .click();
    await expect(
        page
            .getByRole('region', { name: 'Local' })
            .getByRole('article')
            .filter({ hasText: 'Shells' })
            .getByRole('button', { name: /favourite/i }),
    ).toHaveAttribute('aria-pressed', 'true');
    await expect
        .poll(() => ana.api<{ favourites_count: number }>('GET', `/api/v1/statuses/${id}`))
        .toMatchObject({ favourites_count: 1 });

    await page.getByRole('button', { name: 'Column Local' }).click();
    await page.getByRole('menuitem', { name: 'Remove this column' }).click();
    await expect.poll(names).toEqual(['Notifications', 'Home', '#deckshells']);
    await page.reload();
    await expect.poll(names).toEqual(['Notifications', 'Home', '#deckshells']);
    await expectNoViolations(page, 'the deck');
    // The document itself does not scroll: its columns do.
    expect(
        await page.evaluate(() => document.documentElement.scrollHeight - innerHeight),
    ).toBeLessThanOrEqual(0);

    await page.getByRole('button', { name: 'Decks', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New deck' }).click();
    await page.getByLabel('Name of the deck').fill('Evening');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Evening' })).toBeVisible();
    expect(await names()).toEqual(['Home', 'Notifications', 'Local']);
});
