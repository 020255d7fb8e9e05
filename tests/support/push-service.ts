/** A push service on a real socket, with the device behind it: it takes pushes and decrypts what it was given. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** The device's half of a subscription (RFC 8291, section 2). */
export class Device {
    readonly #curve = createECDH('prime256v1');
    readonly auth: Buffer;

    constructor(given?: { privateKey: Buffer; auth: Buffer }) {
        if (given) this.#curve.setPrivateKey(given.privateKey);
        else this.#curve.generateKeys();
        this.auth = given?.auth ?? randomBytes(16);
    }

    get keys() {
        return { p256dh: this.#curve.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
    }

    /** RFC 8291, sections 3.4 and 4, over RFC 8188. */
    decrypt(body: Buffer): string {
        const salt = body.subarray(0, 16);
        const idLength = body.readUInt8(20);
        const serverKey = body.subarray(21, 21 + idLength);
        const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#curve.getPublicKey(), serverKey]);
        const secret = hkdf(this.#curve.computeSecret(serverKey), this.auth, info, 32);
        const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
        const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
        const padded = open(key, nonce, body.subarray(21 + idLength));
        // The last record ends with 2, then zeros.
        return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
    }

    /** draft-ietf-webpush-encryption-04 over draft-ietf-httpbis-encryption-encoding-03: what older apps expect. */
    decryptLegacy(body: Buffer, headers: IncomingHttpHeaders): string {
        const salt = Buffer.from(parameter(headers.encryption, 'salt'), 'base64url');
        const serverKey = Buffer.from(parameter(headers['crypto-key'], 'dh'), 'base64url');
        const own = this.#curve.getPublicKey();
        const shared = this.#curve.computeSecret(serverKey);
        const secret = hkdf(shared, this.auth, Buffer.from('Content-Encoding: auth\0'), 32);
        const context = Buffer.concat([Buffer.from('P-256\0'), lengthed(own), lengthed(serverKey)]);
        const about = (name: string) => Buffer.concat([Buffer.from(`Content-Encoding: ${name}\0`), context]);
        const key = hkdf(secret, salt, about('aesgcm'), 16);
        const nonce = hkdf(secret, salt, about('nonce'), 12);
        const padded = open(key, nonce, body);
        return padded.subarray(2 + padded.readUInt16BE(0)).toString('utf8');
    }
}

function hkdf(material: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
    return Buffer.from(hkdfSync('sha256', material, salt, info, length));
}

function lengthed(key: Buffer): Buffer {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(key.length);
    return Buffer.concat([length, key]);
}

function open(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

function parameter(header: string | string[] | undefined, name: string): string {
    return new RegExp(`(?:^|[;,]\\s*)${name}=([\\w-]+)`).exec(String(header))?.[1] ?? '';
}

export interface Push {
    path: string;
    headers: IncomingHttpHeaders;
    body: Buffer;
}

/** Answers 201 until told otherwise. Call it once, at the top. */
export async function pushService() {
    const pushes: Push[] = [];
    let answer: { status: number; headers?: Record<string, string> } = { status: 201 };
    const server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
            pushes.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
            response.writeHead(answer.status, answer.headers).end();
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    afterAll(() => {
        server.closeAllConnections();
        server.close();
    });
    return {
        origin,
        /** What came since the last look. */
        take: () => pushes.splice(0),
        answer(status: number, headers?: Record<string, string>) {
            answer = { status, headers };
        },
    };
}

/** The claims of a VAPID token, if `publicKey` signed it (RFC 8292). */
export function vapidClaims(token: string, publicKey: string): Record<string, unknown> | undefined {
    const [header = '', claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(publicKey, 'base64url');
    const key = createPublicKey({
        format: 'jwk',
        key: {
            kty: 'EC',
            crv: 'P-256',
            x: point.subarray(1, 33).toString('base64url'),
            y: point.subarray(33).toString('base64url'),
        },
    });
    const holds = verify(
        'sha256',
        Buffer.from(`${header}.${claims}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
    );
    return holds ? (JSON.parse(Buffer.from(claims, 'base64url').toString()) as never) : undefined;
}
