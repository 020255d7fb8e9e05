import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSignature, signRequest, type SignatureForm, type SignedRequest } from './http-signature';
import { newKeyPair, publicKeyOf, type KeyPair } from './keys';
import { signBytes } from './signature-bytes';
import { SignatureRefused } from './signature-refused';

const FORMS: SignatureForm[] = ['draft-cavage', 'rfc9421'];
const body = Buffer.from('{"type":"Create"}');
const url = new URL('https://sut.test/users/alice/inbox');
const keyId = 'https://good.test/users/rita#main-key';
const now = new Date('2026-03-01T12:00:00Z');

let rita: KeyPair;
let eve: KeyPair;
beforeAll(async () => {
    [rita, eve] = await Promise.all([newKeyPair(), newKeyPair()]);
});

interface Variation {
    method?: 'GET' | 'POST';
    url?: URL;
    date?: Date;
    key?: KeyPair;
    change?: (request: SignedRequest) => void;
}

function aRequest(
    form: SignatureForm,
    { method = 'POST', change, date = now, key = rita, ...rest }: Variation = {},
) {
    const target = rest.url ?? url;
    const content = method === 'POST' ? body : undefined;
    const signed = signRequest(form, {
        method,
        url: target,
        body: content,
        keyId,
        privatePem: key.privatePem,
        date,
    });
    const request: SignedRequest = {
        method,
        url: target,
        headers: new Headers({ ...signed, host: target.host }),
        body: content,
    };
    change?.(request);
    return request;
}

/** How the request is taken: `ok`, or the flaw that refuses it. */
function verdict(request: SignedRequest, publicPem = rita.publicPem): string {
    try {
        return readSignature(request, now).verify(publicPem) ? 'ok' : 'mismatch';
    } catch (error) {
        return error instanceof SignatureRefused ? error.flaw : `unexpected ${String(error)}`;
    }
}

/** Signs draft-cavage by hand, so that a signer who covers too little can be played. */
function handSigned(
    covered: string[],
    headers: Record<string, string>,
    parameters = '',
    pseudo: Record<string, string> = {},
) {
    const values: Record<string, string> = {
        '(request-target)': `post ${url.pathname}`,
        host: url.host,
        ...headers,
        ...pseudo,
    };
    const base = covered.map((name) => `${name}: ${values[name] ?? ''}`).join('\n');
    const signature = signBytes(createPrivateKey(rita.privatePem), Buffer.from(base)).toString('base64');
    return {
        method: 'POST',
        url,
        body,
        headers: new Headers({
            host: url.host,
            ...headers,
            signature: `keyId="${keyId}",headers="${covered.join(' ')}",signature="${signature}"${parameters}`,
        }),
    } satisfies SignedRequest;
}

const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
const FULL = ['(request-target)', 'host', 'date', 'digest'];

describe.each(FORMS)('a %s signature', (form) => {
    it('holds for the request it was made for, and names its key', () => {
        const claim = readSignature(aRequest(form), now);
        expect([claim.keyId, claim.form, claim.verify(rita.publicPem)]).toEqual([keyId, form, true]);
    });

    it('holds for a GET without a body, with a query', () => {
        expect(
            verdict(aRequest(form, { method: 'GET', url: new URL('https://sut.test/users/alice?page=2') })),
        ).toBe('ok');
    });

    it('holds when the signer left the query out', () => {
        const request = aRequest(form, { method: 'GET' });
        expect(verdict({ ...request, url: new URL(`${url.href}?page=2`) })).toBe('ok');
    });

    it('of somebody else does not hold', () => {
        expect(verdict(aRequest(form, { key: eve }))).toBe('mismatch');
    });

    it.each<[string, string, (request: SignedRequest) => void]>([
        ['the body was changed', 'digest', (request) => (request.body = Buffer.from('{"type":"Delete"}'))],
        ['the body is gone', 'digest', (request) => delete request.body],
        [
            'it is replayed to another inbox',
            'mismatch',
            (request) => (request.url = new URL('https://sut.test/users/bob/inbox')),
        ],
        ['it is replayed to another host', 'host', (request) => request.headers.set('host', 'other.test')],
        [
            'it was meant for another host',
            'host',
            (request) => (request.url = new URL('https://other.test/users/alice/inbox')),
        ],
        ['the method was changed', 'mismatch', (request) => (request.method = 'PUT')],
        ['the signature is gone', 'missing', (request) => request.headers.delete('signature')],
        ['the host is gone', 'host', (request) => request.headers.delete('host')],
        ['the signature is noise', 'malformed', (request) => request.headers.set('signature', '%%%')],
    ])('does not hold when %s', (_, flaw, change) => {
        expect(verdict(aRequest(form, { change }))).toBe(flaw);
    });

    it.each<[string, number, string]>([
        ['13 hours old', -13 * 3600, 'date'],
        ['2 hours ahead', 2 * 3600, 'date'],
        ['11 hours old', -11 * 3600, 'ok'],
        ['60 seconds ahead', 60, 'ok'],
    ])('%s is judged by the window', (_, seconds, expected) => {
        expect(verdict(aRequest(form, { date: new Date(now.getTime() + seconds * 1000) }))).toBe(expected);
    });

    it('by an Ed25519 key holds as well', () => {
        const pair = generateKeyPairSync('ed25519', {
            publicKeyEncoding: { type: 'spki', format: 'pem' },
            privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        });
        const key = { publicPem: pair.publicKey, privatePem: pair.privateKey };
        expect(verdict(aRequest(form, { key }), key.publicPem)).toBe('ok');
        expect(verdict(aRequest(form, { key }))).toBe('mismatch');
    });

    it('is verified by no key that is too short, of another kind, or no key at all', () => {
        const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
            type: 'spki',
            format: 'pem',
        });
        const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
            type: 'spki',
            format: 'pem',
        });
        for (const pem of [short, curve, 'no key', '']) {
            expect(publicKeyOf(pem.toString())).toBeUndefined();
            expect(verdict(aRequest(form), pem.toString())).toBe('mismatch');
        }
    });
});

describe('a draft-cavage signature', () => {
    const date = now.toUTCString();

    it('made by hand over all that is required holds', () => {
        expect(verdict(handSigned(FULL, { date, digest }))).toBe('ok');
        expect(verdict(handSigned(FULL, { date, digest }, ',algorithm="rsa-sha256"'))).toBe('ok');
    });

    it.each([
        ['date'],
        ['(request-target) host date'],
        ['(request-target) date digest'],
        ['host date digest'],
        ['(request-target) host digest'],
        [''],
    ])('that covers only "%s" is refused', (covered) => {
        expect(verdict(handSigned(covered.split(' '), { date, digest }))).toBe('coverage');
    });

    it.each([
        ['names SHA-256 twice', `${digest},SHA-256=AAAA`],
        ['names SHA-256 twice with one value', `${digest}, sha-256=${digest.slice(8)}`],
        ['has only SHA-512', `SHA-512=${createHash('sha512').update(body).digest('base64')}`],
        ['has only MD5', `MD5=${createHash('md5').update(body).digest('base64')}`],
        ['is of another body', 'SHA-256=AAAA'],
        ['is nonsense', 'nonsense'],
    ])('whose Digest %s is refused', (_, value) => {
        expect(verdict(handSigned(FULL, { date, digest: value }))).toBe('digest');
    });

    it('may spell the digest in lower case, and add others', () => {
        expect(verdict(handSigned(FULL, { date, digest: digest.replace('SHA', 'sha') }))).toBe('ok');
        expect(verdict(handSigned(FULL, { date, digest: `md5=AAAA, ${digest}` }))).toBe('ok');
    });

    it.each([
        ['a parameter', ',keyId="https://evil.test/key"', FULL, 'duplicate'],
        ['a parameter in other letters', ',KEYID="https://evil.test/key"', FULL, 'duplicate'],
        ['a header', '', [...FULL, 'date'], 'duplicate'],
    ])('with %s twice is refused', (_, parameters, covered, flaw) => {
        expect(verdict(handSigned(covered, { date, digest }, parameters))).toBe(flaw);
    });

    it.each([',algorithm="hmac-sha256"', ',algorithm="rsa-sha1"', ',algorithm="none"'])(
        'with %s is refused',
        (parameter) => {
            expect(verdict(handSigned(FULL, { date, digest }, parameter))).toBe('algorithm');
        },
    );

    it('that covers a header which is absent is refused', () => {
        expect(verdict(handSigned([...FULL, 'x-more'], { date, digest }))).toBe('coverage');
    });

    it.each([
        ['created in the future', ',created=1772370000', 'date'],
        ['expired', ',created=1772366000,expires=1772366100', 'date'],
        ['created 60 seconds ahead', ',created=1772366460', 'ok'],
    ])('that is %s is judged by it', (_, parameters, expected) => {
        expect(verdict(handSigned(FULL, { date, digest }, parameters))).toBe(expected);
    });

    it('may be timed by (created) alone', () => {
        const created = String(now.getTime() / 1000);
        const covered = ['(request-target)', 'host', '(created)', 'digest'];
        expect(
            verdict(handSigned(covered, { digest }, `,created=${created}`, { '(created)': created })),
        ).toBe('ok');
        expect(verdict(handSigned(covered, { digest }))).toBe('coverage');
    });

    it.each(['', 'date ', 'Thu, 99 Foo', '1772366400'])('with the date "%s" is refused', (value) => {
        expect(verdict(handSigned(FULL, { date: value, digest }))).toBe('date');
    });

    it('whose header is long and hostile is refused at once', () => {
        const request = aRequest('draft-cavage');
        for (const header of [
            'a="'.repeat(30_000),
            'a=1,'.repeat(30_000),
            ' '.repeat(90_000),
            'keyId="'.repeat(10_000),
        ]) {
            request.headers.set('signature', `x${header}`);
            const started = performance.now();
            expect(['malformed', 'duplicate']).toContain(verdict(request));
            expect(performance.now() - started).toBeLessThan(2_000);
        }
    });
});

describe('an RFC 9421 signature', () => {
    const input = (text: string) => (request: SignedRequest) => request.headers.set('signature-input', text);
    const created = now.getTime() / 1000;

    it.each([
        ['the target', `sig1=("@method" "content-digest");created=${created};keyid="k"`],
        ['the body', `sig1=("@method" "@target-uri");created=${created};keyid="k"`],
        ['the method', `sig1=("@target-uri" "content-digest");created=${created};keyid="k"`],
        ['the path', `sig1=("@method" "@authority" "content-digest");created=${created};keyid="k"`],
        ['the time', `sig1=("@method" "@target-uri" "content-digest");keyid="k"`],
        [
            'a header that exists',
            `sig1=("@method" "@target-uri" "content-digest" "x-more");created=${created};keyid="k"`,
        ],
        [
            'a component we know',
            `sig1=("@method" "@target-uri" "content-digest" "@status");created=${created};keyid="k"`,
        ],
    ])('that does not cover %s is refused', (_, text) => {
        expect(verdict(aRequest('rfc9421', { change: input(text) }))).toBe('coverage');
    });

    it.each([
        [
            'under another label',
            `sig2=("@method" "@target-uri" "content-digest");created=${created};keyid="k"`,
        ],
        ['without a key id', `sig1=("@method" "@target-uri" "content-digest");created=${created}`],
        [
            'with a component parameter',
            `sig1=("@method" "@target-uri";req "content-digest");created=${created};keyid="k"`,
        ],
        [
            'with a parameter twice',
            `sig1=("@method" "@target-uri" "content-digest");created=${created};keyid="k";keyid="l"`,
        ],
        ['with a label twice', `sig1=();created=1;keyid="k", sig1=();created=1;keyid="k"`],
        ['that is no dictionary', `("@method")`],
        ['that is empty', ''],
    ])('%s is refused', (_, text) => {
        expect(verdict(aRequest('rfc9421', { change: input(text) }))).toBe('malformed');
    });

    it('that covers a component twice is refused', () => {
        const text = `sig1=("@method" "@method" "@target-uri" "content-digest");created=${created};keyid="k"`;
        expect(verdict(aRequest('rfc9421', { change: input(text) }))).toBe('duplicate');
    });

    it('that has expired, or asks for another algorithm, is refused', () => {
        const text = `sig1=("@method" "@target-uri" "content-digest");created=${created};keyid="k"`;
        expect(verdict(aRequest('rfc9421', { change: input(`${text};expires=${created - 1}`) }))).toBe(
            'date',
        );
        expect(verdict(aRequest('rfc9421', { change: input(`${text};alg="hmac-sha256"`) }))).toBe(
            'algorithm',
        );
    });
});
