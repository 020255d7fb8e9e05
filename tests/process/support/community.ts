/** A served community with an owner who uses the browser and a second member, for the clients of others. */
import { atollWith } from './atoll';
import { Browser } from './browser';
import { freePort, startServer, temporaryDirectory } from './server-process';

const PASSWORD = 'a password of my own';

/** Starts one; `owner` is a browser that is signed in, `ben` the token of somebody else. */
export async function startCommunity() {
    const data = await temporaryDirectory();
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = { ATOLL_DATA_DIR: data.path, ATOLL_ORIGIN: origin, ATOLL_RATE_LIMITS: 'off' };
    const server = await startServer({ dataDir: data.path, port, env });
    await server.ready();
    const [, shown = ''] = await server.said(/Sign in as "owner" with the password (\w{16})\n/);
    const owner = new Browser(origin);
    await owner.post('/auth/sign-in', { login: 'owner', password: shown });
    await owner.post('/auth/password', { password: PASSWORD });
    const atoll = (line: string) => atollWith(env, ...line.split(' '));
    await atoll('accounts create ben --email ben@example.test --confirmed');
    const { out } = await atoll('tokens create ben');
    return {
        origin,
        owner,
        ben: out.trim().split('\n').at(-1) ?? '',
        async [Symbol.asyncDispose]() {
            await server[Symbol.asyncDispose]();
            await data[Symbol.asyncDispose]();
        },
    };
}

/** Opens the address at which an app asks, and allows it. @returns the code, from the redirect or from the page. */
export async function allow(browser: Browser, address: string): Promise<string> {
    let { pathname, search } = new URL(address);
    let asked = await browser.get(pathname + search);
    // toot asks at an address with a slash too many.
    if (asked.status === 308)
        ({ pathname, search } = new URL(asked.headers.get('location') ?? '', browser.origin + pathname));
    asked = await browser.get(pathname + search);
    if (asked.status !== 200) throw new Error(`The app may not ask: ${asked.status} ${await asked.text()}`);
    const allowed = await browser.post(pathname + search, { decision: 'allow' });
    const location = allowed.headers.get('location');
    if (location) return new URL(location).searchParams.get('code') ?? '';
    return /value="([\w-]{43})"/.exec(await allowed.text())?.[1] ?? '';
}

/** The address at which an app asks a member. */
export function authorizeAddress(
    origin: string,
    app: { clientId: string; redirectUri: string; scope: string },
) {
    return `${origin}/oauth/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        scope: app.scope,
    }).toString()}`;
}
