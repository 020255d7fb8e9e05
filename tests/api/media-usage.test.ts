/** What files take, as rows say it, against what is on the disk; and who is told. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { AdminMediaUsage, OwnMediaUsage } from '$lib/mastodon-api/entities';
import { commands, runCommand } from '$lib/server/cli';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { accounts, mediaAttachments, remoteFiles, users } from '$lib/server/db/schema';
import { addEmoji } from '$lib/server/domain/emoji';
import { changeBranding } from '$lib/server/domain/instance';
import { newKey, put, STORED_KINDS } from '$lib/server/storage';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, anAdmin, aToken } from '../support/factories';
import { aMovingGif, aPhotograph, aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';

const db = await testDatabase();
const folder = temporaryFolder();
const OWN = '/api/atoll/v1/media/usage';
const ALL = '/api/atoll/v1/admin/media/usage';
let dataDir = '';

beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

function onDisk(kinds: readonly string[]) {
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => kinds.some((kind) => path.includes(`/${kind}/`)));
    return { bytes: files.reduce((sum, path) => sum + statSync(path).size, 0), files: files.length };
}

async function withPictures(token: string) {
    const form = new FormData();
    form.set('avatar', new File([new Uint8Array(await aMovingGif(64))], 'a.gif'));
    form.set('header', new File([new Uint8Array(await aPhotograph(900, 300))], 'h.jpg'));
    const encoded = new Response(form);
    const { status } = await ask('PATCH', '/api/v1/accounts/update_credentials', {
        token,
        body: await encoded.blob(),
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
    });
    expect(status).toBe(200);
}

async function keptFrom(domain: string, bytes: number) {
    const url = `https://${domain}/${bytes}.png`;
    const key = newKey('remote', 'png');
    await put(key, new Uint8Array(bytes));
    const urlHash = createHash('sha256').update(url).digest('base64url');
    await db.insert(remoteFiles).values({ urlHash, url, domain, state: 'kept', key, bytes });
}

async function aWaitingFilm(accountId: string, bytes: number) {
    const sourceKey = newKey('sources', 'mp4');
    await put(sourceKey, new Uint8Array(bytes));
    const row = { id: newId(), accountId, type: 'video', state: 'processing', sourceKey, bytes } as const;
    await db.insert(mediaAttachments).values({ ...row, key: newKey('attachments', 'mp4') });
}

async function operate(...words: string[]): Promise<string> {
    let said = '';
    const write = (text: string) => void (said += text);
    expect(await runCommand(commands, words, { out: write, error: write }, () => Promise.resolve(db))).toBe(
        0,
    );
    return said;
}

test('what files take agrees with the disk, by kind, by member and by host, what takes most first', async () => {
    const [ana, ben] = [await anAccount(db, { username: 'ana' }), await anAccount(db, { username: 'ben' })];
    const [token, bens] = [await aToken(db, ana), await aToken(db, ben)];
    await upload(token, await aPhotograph(900, 600));
    await upload(token, await aMovingGif(64));
    await upload(bens, await aPng(200));
    await withPictures(token);
    await aWaitingFilm(ana.id, 40_000);
    await addEmoji(db, { shortcode: 'wave', picture: await aMovingGif(32) }, { replace: false });
    await changeBranding(db, {}, { logo: await aPng(600) });
    for (const [domain, bytes] of [
        ['b.test', 300],
        ['a.test', 2_000],
        ['b.test', 500],
    ] as const)
        await keptFrom(domain, bytes);

    const admin = await aToken(db, await anAdmin(db), ['admin:read']);
    const usage = async () => (await ask<AdminMediaUsage>('GET', ALL, { token: admin })).body;
    const { kinds, members, domains, ...rest } = await usage();
    expect({ bytes: rest.bytes, files: rest.files }).toEqual(onDisk(STORED_KINDS));
    const byKind = Object.fromEntries(kinds.map(({ kind, ...amount }) => [kind, amount]));
    expect(byKind).toEqual({
        attachments: onDisk(['attachments', 'previews']),
        sources: onDisk(['sources']),
        avatars: onDisk(['avatars']),
        headers: onDisk(['headers']),
        emoji: onDisk(['emoji', 'stillemoji']),
        branding: onDisk(['branding']),
        remote: { bytes: 2_800, files: 3 },
    });
    expect(Object.values(byKind).every(({ bytes, files }) => bytes > 0 && files > 0)).toBe(true);
    expect(kinds.map(({ bytes }) => bytes)).toEqual(kinds.map(({ bytes }) => bytes).sort((a, b) => b - a));
    expect(members.map(({ username, allowed }) => [username, allowed])).toEqual([
        ['ana', 5e9],
        ['ben', 5e9],
    ]);
    expect(members.reduce((sum, { used }) => sum + used, 0)).toBe(
        rest.bytes -
            [byKind.emoji, byKind.branding, byKind.remote].reduce((sum, it) => sum + (it?.bytes ?? 0), 0),
    );
    expect(domains).toEqual([
        { domain: 'a.test', bytes: 2_000, files: 1 },
        { domain: 'b.test', bytes: 800, files: 2 },
    ]);
    expect(rest.remote).toEqual({ mode: 'cache', ceiling: 5e9 });
    expect((await ask<AdminMediaUsage>('GET', `${ALL}?limit=1`, { token: admin })).body.members).toHaveLength(
        1,
    );

    const told = JSON.parse(await operate('media', 'usage', '--members', '--domains', '--json')) as object;
    expect(told).toMatchObject({
        ...rest,
        kinds,
        domains,
        members: [{ username: 'ana' }, { username: 'ben' }],
    });
    const lines = await operate('media', 'usage', '--members', '--domains', '--limit', '1');
    expect(lines).toMatch(/remote +2\.8 kB +3 +5 GB\n/);
    expect(lines).toMatch(/@ana .* 5 GB\n/);
    expect(lines).toMatch(/a\.test +2 kB +1\n/);
    expect(lines).not.toMatch(/@ben|b\.test/);
    expect(await operate('accounts', 'show', 'ben')).toMatch(/files +1 \(.*B of 5 GB\)/);

    // Pictures from before anybody wrote down how long they are: measured, and written down by who looks after files.
    await db.update(accounts).set({ avatarBytes: 0 }).where(eq(accounts.id, ana.id));
    const since = await usage();
    expect(since.bytes).toBe(rest.bytes);
    expect(since.members).not.toEqual(members);
    expect(await operate('media', 'check', '--repair')).toMatch(
        /avatar of ana +\d+ bytes instead of 0 +repaired/,
    );
    expect((await usage()).members).toEqual(members);
});

test('members are told of their own files, and of all who may see how the community fares', async () => {
    const ana = await anAccount(db);
    const token = await aToken(db, ana, ['read', 'admin:read']);
    expect((await ask<OwnMediaUsage>('GET', OWN, { token })).body).toEqual({
        used: 0,
        files: 0,
        allowed: 5e9,
    });
    await aWaitingFilm(ana.id, 700);
    await db.update(users).set({ uploadQuota: -1 }).where(eq(users.accountId, ana.id));
    expect((await ask<OwnMediaUsage>('GET', OWN, { token })).body).toEqual({
        used: 700,
        files: 1,
        allowed: null,
    });
    expect((await ask('GET', ALL, { token })).status).toBe(403);
    expect((await ask('GET', OWN)).status).toBe(401);
});
