import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { inTransaction } from '$lib/server/db';
import { users } from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { listKeptMails, sendMail } from '$lib/server/mail';
import { testDatabase } from '../../../../tests/support/database';
import { anAccount } from '../../../../tests/support/factories';
import { readMail, startMailServer, type MailServer } from '../../../../tests/support/mail-server';
import { changeSetting } from '../domain/instance';

const db = await testDatabase();

let server: MailServer;
beforeEach(async () => {
    server = await startMailServer();
    useConfig(readConfig({ ATOLL_ORIGIN: 'https://atoll.test', ATOLL_SMTP_URL: server.url }));
});
afterEach(async () => {
    await server[Symbol.asyncDispose]();
    useConfig(readConfig({}));
});

async function aMember(change: Partial<typeof users.$inferInsert> = {}) {
    const { id, username } = await anAccount(db);
    const [user] = await db
        .update(users)
        .set({ locale: 'en', ...change })
        .where(eq(users.accountId, id))
        .returning();
    return { userId: user!.id, username, email: user!.email ?? '' };
}

describe('a mail', () => {
    test('goes to the mail server in its reader’s language, as text and as HTML that loads nothing', async () => {
        const { userId, username, email } = await aMember({ locale: 'de' });
        await sendMail(db, { about: 'password-changed', userId });
        await runJobs();
        const [mail] = server.mails;
        expect(mail).toMatchObject({ from: 'atoll@atoll.test', to: [email] });
        expect(mail?.text).toContain(`Das Passwort von @${username}@atoll.test wurde geändert`);
        expect(mail?.text).toContain('https://atoll.test/auth/security');
        expect(mail?.html).toContain('lang="de"');
        expect(mail?.html).not.toMatch(/<(script|img|link|iframe)|src=|url\(/i);
        expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    });

    test('exists exactly when its transaction does', async () => {
        const { userId } = await aMember();
        await inTransaction(db, async (tx) => {
            await sendMail(tx, { about: 'password-changed', userId });
            throw new Error('It did not happen');
        }).catch(() => undefined);
        await runJobs();
        expect(server.mails).toHaveLength(0);
    });

    test('waits in the queue without any secret, and is tried again when the mail server is away', async () => {
        const { userId } = await aMember({ confirmedAt: null });
        await sendMail(db, { about: 'confirmation', userId });
        const [job] = await db.$client`SELECT data, retry_limit FROM pgboss.job WHERE name = 'mails'`;
        expect(job?.data).toEqual({ about: 'confirmation', userId });
        expect(job?.retry_limit).toBeGreaterThan(10);
        server.refuseWith('451 come back later');
        await expect(runJobs()).rejects.toThrow(/451/);
    });

    test('to a mailbox that is refused for good is given up', async () => {
        const { userId } = await aMember();
        server.refuseWith('550 no such mailbox');
        await sendMail(db, { about: 'password-changed', userId });
        await runJobs();
        expect(server.mails).toHaveLength(0);
    });

    // AUTH-20
    test('has one recipient and the headers it is meant to have, whatever names and reports hold', async () => {
        const { userId, email } = await aMember();
        await changeSetting(db, 'title', 'Lagoon\r\nBcc: eve@evil.test\r\n\r\n<b>bold</b>');
        const userAgent = 'Browser\r\nBcc: eve@evil.test\r\n\r\n<img src=x onerror=alert(1)>';
        await sendMail(db, {
            about: 'new-device',
            userId,
            userAgent,
            ip: '192.0.2.1',
            at: new Date().toISOString(),
        });
        await runJobs();
        expect(server.mails).toHaveLength(1);
        const [mail] = server.mails;
        expect(mail?.to).toEqual([email]);
        expect(mail?.headers.has('bcc')).toBe(false);
        expect(mail?.html).not.toContain('<img');
        expect(mail?.html).toContain('&lt;img');
        expect(mail?.html).not.toContain('<b>');
    });
});

test('without a mail server each mail is kept as a file that the operator alone reads', async () => {
    const dataDir = join(tmpdir(), `atoll-mail-${process.pid}`);
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir }));
    const { userId, email } = await aMember();
    await sendMail(db, { about: 'password-changed', userId });
    await runJobs();
    const [file = ''] = await listKeptMails();
    expect(file.startsWith(join(dataDir, 'mail'))).toBe(true);
    const mail = readMail('', [], await readFile(file, 'latin1'));
    expect(mail.headers.get('to')).toContain(email);
    expect(mail.text).toContain('was changed');
    expect((await stat(file)).mode & 0o077).toBe(0);
    await rm(dataDir, { recursive: true });
});
