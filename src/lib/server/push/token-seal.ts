import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '../config';

const FILE = 'push-tokens.key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keys = new Map<string, Buffer>();

/**
 * Apps tell their accounts apart by the access token in a push, so it has to be kept. It is sealed with a key that lies
 * beside the database, not in it: a stolen copy of the database signs nobody in.
 */
export function sealToken(token: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealingKey(), nonce);
    const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The token again; undefined where the key is another one by now. */
export function unsealToken(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
        const decipher = createDecipheriv('aes-256-gcm', sealingKey(), bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch {
        return undefined;
    }
}

function sealingKey(): Buffer {
    const { dataDir } = config();
    let key = keys.get(dataDir);
    if (!key) keys.set(dataDir, (key = findOrMakeKey(dataDir)));
    return key;
}

/** Made by the first process that asks; the others of a community share its data directory. */
function findOrMakeKey(dataDir: string): Buffer {
    const path = join(dataDir, FILE);
    try {
        mkdirSync(dataDir, { recursive: true });
        writeFileSync(path, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return readFileSync(path);
}
