import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './support/test';

test('a member lets an app in, and the app reads in their name', async ({
    newcomer,
    browserOf,
    community,
    expectComplaint,
}) => {
    // The app's own page has no icon.
    expectComplaint(/404/);
    const app = createServer((_, response) => void response.end('<title>The app</title>'));
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const redirectUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/done`;
    const send = async (path: string, body: object) =>
        (await (
            await fetch(community.origin + path, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(body),
            })
        ).json()) as Record<string, string>;
    const { client_id, client_secret } = await send('/api/v1/apps', {
        client_name: 'Tide',
        redirect_uris: redirectUri,
        scopes: 'read',
    });
    const ana = await newcomer('ana');
    const asked = new URLSearchParams({
        response_type: 'code',
        client_id: client_id ?? '',
        redirect_uri: redirectUri,
        scope: 'read',
    });

    const page = await browserOf(ana, `/oauth/authorize?${asked.toString()}`);
    await expect(page.getByText('Tide would like to use your account')).toBeVisible();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await expect(page).toHaveTitle('The app');

    const code = new URL(page.url()).searchParams.get('code');
    const { access_token } = await send('/oauth/token', {
        ...{ grant_type: 'authorization_code', redirect_uri: redirectUri },
        ...{ client_id, client_secret, code },
    });
    const me = await fetch(`${community.origin}/api/v1/accounts/verify_credentials`, {
        headers: { Authorization: `Bearer ${access_token}` },
    });
    expect(await me.json()).toMatchObject({ username: ana.username });
    app.closeAllConnections();
    app.close();
});
