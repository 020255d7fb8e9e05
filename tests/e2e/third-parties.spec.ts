import type { Status } from '../../src/lib/mastodon-api/entities';
import { mediaFile } from '../support/media-files';
import { aPng } from '../support/pictures';
import { OtherServer } from './support/other-server';
import { expect, test, type Member } from './support/test';

/** Everything of another server that a page can show; answers the paths of its files, and the page it links to. */
async function everything(other: OtherServer) {
    const picture = await aPng(600);
    const paths: string[] = [];
    const file = (path: string, type = 'image/png', body = picture) => {
        paths.push(path);
        return other.file(path, type, body);
    };
    const image = (path: string) => ({ type: 'Image', mediaType: 'image/png', url: file(path) });
    const emoji = (name: string) => ({
        type: 'Emoji',
        id: `${other.origin}/emoji/${name}`,
        name: `:${name}:`,
        icon: image(`/${name}.png`),
    });
    const document = (path: string, mediaType: string, name: string, body: Buffer) => ({
        type: 'Document',
        mediaType,
        url: file(path, mediaType, body),
        name,
    });
    other.introduceVera({
        name: 'Vera :shell:',
        tag: [emoji('shell')],
        icon: image('/avatar.png'),
        image: image('/header.png'),
    });
    other.note('/notes/1', 'Look around :wave:', {
        tag: [emoji('wave')],
        attachment: [
            document('/lagoon.png', 'image/png', 'The lagoon', picture),
            document('/waves.webm', 'video/webm', 'Waves', mediaFile('film.webm')),
            document('/wind.ogg', 'audio/ogg', 'Wind', mediaFile('sound.ogg')),
        ],
    });
    const page = `<title>The harbour</title><meta property="og:image" content="${file('/card.png')}">`;
    const link = other.file('/harbour', 'text/html', Buffer.from(page));
    other.note('/notes/2', `Read <a href="${link}">this</a>`, { inReplyTo: `${other.origin}/notes/1` });
    return { files: paths, link };
}

async function find(member: Member, uri: string): Promise<Status> {
    const path = `/api/v2/search?resolve=true&q=${encodeURIComponent(uri)}`;
    const { statuses } = await member.api<{ statuses: Status[] }>('GET', path);
    return statuses[0]!;
}

// PRIV-17
test('whoever looks at what is of another server is heard there by nobody: only this server asks for it', async ({
    newcomer,
    browserOf,
    community,
}) => {
    await using other = await OtherServer.start();
    const { files, link } = await everything(other);
    const bo = await newcomer('bo');
    const cardOf = async (id: string) => (await bo.api<Status>('GET', `/api/v1/statuses/${id}`)).card?.title;
    // Pages that are known show their cards at once.
    const { id: own } = await bo.post(link);
    await expect.poll(() => cardOf(own)).toBe('The harbour');
    await find(bo, `${other.origin}/notes/1`);
    const { id, account } = await find(bo, `${other.origin}/notes/2`);
    await expect.poll(() => cardOf(id)).toBe('The harbour');

    const page = await browserOf(bo);
    const asked: URL[] = [];
    // Of the pages and of the service worker.
    page.context().on('request', (request) => asked.push(new URL(request.url())));
    await page.goto(`/@${account.acct}/${id}`);
    for (const image of ['The lagoon', ':wave:', ':shell:'])
        await page.getByRole('img', { name: image }).first().scrollIntoViewIfNeeded();
    for (const name of ['Waves', 'Wind']) {
        await page.getByRole('button', { name: `Play: ${name}` }).click();
        const player = page.locator(name === 'Waves' ? 'video' : 'audio').first();
        await expect
            .poll(() => player.evaluate((one: HTMLMediaElement) => one.currentTime))
            .toBeGreaterThan(0);
    }
    await page.getByRole('link', { name: 'Open in full size: The lagoon' }).click();
    const viewer = page.getByRole('dialog', { name: 'Media of the post' });
    await expect(viewer.getByRole('img', { name: 'The lagoon' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'The harbour' }).scrollIntoViewIfNeeded();
    await page.goto(`/@${account.acct}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();

    // All of it was shown, and what is heard there is this server alone.
    await expect
        .poll(() => files.filter((path) => !other.heard.some((one) => one.path === path)))
        .toEqual([]);
    expect(new Set(other.heard.map(({ from }) => from))).toEqual(new Set([`Atoll (+${community.origin}/)`]));
    expect(asked.filter(({ pathname }) => pathname.startsWith('/media-proxy/')).length).toBeGreaterThan(6);
    expect(
        asked.filter(
            ({ protocol, origin }) => /^(http|ws)s?:$/.test(protocol) && origin !== community.origin,
        ),
    ).toEqual([]);
    // It would be heard: nothing but the page's policy keeps a browser from there.
    other.file('/favicon.ico', 'image/png', await aPng());
    const there = await page.context().newPage();
    await there.goto(`${other.origin}/lagoon.png`);
    await there.close();
    expect(other.heard.map(({ from }) => from).join()).toContain('Chrome');
});
