import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '../config';

/** Where mails are kept while no mail server is set. */
export function mailFolder(): string {
    return join(config().dataDir, 'mail');
}

/** Keeps a whole mail as a file that mail programs open, readable for the operator alone. Returns its path. */
export async function keepMail(source: Buffer): Promise<string> {
    await mkdir(mailFolder(), { recursive: true, mode: 0o700 });
    const moment = new Date().toISOString().replaceAll(':', '-');
    const path = join(mailFolder(), `${moment}-${randomBytes(4).toString('hex')}.eml`);
    await writeFile(path, source, { mode: 0o600, flag: 'wx' });
    return path;
}

/** The paths of the mails that were kept, the latest first. */
export async function listKeptMails(): Promise<string[]> {
    const names = await readdir(mailFolder()).catch(() => []);
    return names
        .filter((name) => name.endsWith('.eml'))
        .sort()
        .reverse()
        .map((name) => join(mailFolder(), name));
}
