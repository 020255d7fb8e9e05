import { expect, test } from './support/test';

test('what is announced stands above home at once, takes reactions, and is put aside for good', async ({
    community,
    newcomer,
    browserOf,
}) => {
    const page = await browserOf(await newcomer('ana'));
    const said = await community.atoll('announce', 'The lagoon is closed on Sunday');
    const id = /\d{10,}/.exec(said)?.[0] ?? '';
    const announcement = page.getByRole('article', { name: 'Announcement' });
    await expect(announcement.getByText('The lagoon is closed on Sunday')).toBeVisible();

    await announcement.getByRole('button', { name: 'React' }).click();
    const picker = page.getByRole('dialog', { name: 'Choose an emoji' });
    await picker.getByLabel('Find an emoji').fill('heart');
    await picker.getByRole('gridcell', { name: 'red heart', exact: true }).click();
    await expect(announcement.getByRole('button', { name: '❤️, 1 reaction' })).toHaveAttribute(
        'aria-pressed',
        'true',
    );

    const dismissed = page.waitForResponse(/\/dismiss$/);
    await announcement.getByRole('button', { name: 'Got it' }).click();
    await expect(announcement).toHaveCount(0);
    await dismissed;
    await page.reload();
    await expect(page.getByText('Your home is quiet')).toBeVisible();
    await expect(announcement).toHaveCount(0);
    await community.atoll('announce', 'remove', id);
});
