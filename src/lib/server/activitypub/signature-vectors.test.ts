/** The vectors that the two specifications print: what is accepted of them, what is not, and that we read them alike. */
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signingBase } from './draft-cavage';
import { readSignature, type SignedRequest } from './http-signature';
import { signatureBase } from './rfc9421';
import { verifyBytes } from './signature-bytes';
import { SignatureRefused } from './signature-refused';
import { parseInnerListDictionary } from './structured-fields';

const pem = (kind: string, base64: string) => `-----BEGIN ${kind}-----\n${base64}\n-----END ${kind}-----\n`;

const body = Buffer.from('{"hello": "world"}');
const CONTENT_DIGEST =
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';

/** How a request is taken at the time it was made: `ok`, `mismatch`, or the flaw that refuses it before any key is asked for. */
function verdict(request: SignedRequest, at: number | string, publicPem: string): string {
    try {
        const now = new Date(typeof at === 'number' ? at * 1000 : at);
        return readSignature(request, now).verify(publicPem) ? 'ok' : 'mismatch';
    } catch (error) {
        return error instanceof SignatureRefused ? error.flaw : String(error);
    }
}

/** https://www.rfc-editor.org/rfc/rfc9421#appendix-B and section 4.3 */
describe('RFC 9421', () => {
    const ED25519 = pem('PUBLIC KEY', 'MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=');
    const RSA = pem(
        'RSA PUBLIC KEY',
        'MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrwWEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFqMGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZgkne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0PuKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQPSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB',
    );
    const RSA_PSS = pem(
        'PUBLIC KEY',
        'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB',
    );
    const url = new URL('https://example.com/foo?param=Value&Pet=dog');
    const AT = 1618884473;

    /** The request that the appendix signs in several ways. */
    const signed = (input: string, signature: string, more: Record<string, string> = {}): SignedRequest => ({
        method: 'POST',
        url,
        body,
        headers: new Headers({
            host: url.host,
            date: 'Tue, 20 Apr 2021 02:07:55 GMT',
            'content-type': 'application/json',
            'content-digest': CONTENT_DIGEST,
            'content-length': '18',
            'signature-input': input,
            signature: `${input.slice(0, input.indexOf('='))}=:${signature}:`,
            ...more,
        }),
    });

    /** The bytes that such a request’s signature covers, as we build them. */
    function baseOf(request: SignedRequest): Buffer {
        const [list] = [...parseInnerListDictionary(request.headers.get('signature-input') ?? '').values()];
        if (!list) throw new Error('the input could not be read');
        return signatureBase(request, request.url, list);
    }

    const signatureOf = (request: SignedRequest) =>
        Buffer.from(/=:(.*):/.exec(request.headers.get('signature') ?? '')?.[1] ?? '', 'base64');

    const B26 = signed(
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
        'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    );

    it('B.2.6: its Ed25519 signature verifies over the base it prints; since it leaves the body out, it opens no inbox', () => {
        expect(baseOf(B26).toString()).toBe(
            [
                '"date": Tue, 20 Apr 2021 02:07:55 GMT',
                '"@method": POST',
                '"@path": /foo',
                '"@authority": example.com',
                '"content-type": application/json',
                '"content-length": 18',
                `"@signature-params": ${(B26.headers.get('signature-input') ?? '').slice('sig-b26='.length)}`,
            ].join('\n'),
        );
        expect(verifyBytes(ED25519, 'sha256', baseOf(B26), signatureOf(B26))).toBe(true);
        const changed = Buffer.concat([baseOf(B26), Buffer.from(' ')]);
        expect(verifyBytes(ED25519, 'sha256', changed, signatureOf(B26))).toBe(false);
        expect(verdict(B26, AT, ED25519)).toBe('coverage');
    });

    /** What the proxy of section 4.3 signs; the appendix has no vector of this kind. */
    const PROXIED =
        'proxy_sig=("@method" "@authority" "@path" "content-digest" "content-type" "content-length" "forwarded");created=1618884480;keyid="test-key-rsa";alg="rsa-v1_5-sha256";expires=1618884540';
    const PROXY_SIGNATURE =
        'S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==';
    const proxied = (address: string): SignedRequest => ({
        ...signed(PROXIED, PROXY_SIGNATURE, {
            host: 'origin.host.internal.example',
            forwarded: 'for=192.0.2.123;host=example.com;proto=https',
        }),
        url: new URL(address),
    });

    it('4.3: its RSASSA-PKCS1-v1_5 signature is accepted, until it expires, where it covers all that was asked', () => {
        const request = proxied('https://origin.host.internal.example/foo');
        expect(verdict(request, 1618884481, RSA)).toBe('ok');
        expect(verdict(request, 1618884481, RSA_PSS)).toBe('mismatch');
        expect(verdict(request, 1618884541, RSA)).toBe('date');
        expect(verdict({ ...request, body: Buffer.from('{"hello": "World"}') }, 1618884481, RSA)).toBe(
            'digest',
        );
        // As printed it has a query, which is not among what is signed.
        const printed = proxied('https://origin.host.internal.example/foo?param=Value&Pet=dog');
        expect(verdict(printed, 1618884481, RSA)).toBe('coverage');
        expect(verifyBytes(RSA, 'sha256', baseOf(printed), signatureOf(printed))).toBe(true);
    });

    it('B.2.3: is read as it is meant, and not accepted: RSASSA-PSS is spoken by nobody here', () => {
        const request = signed(
            'sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
            'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
        );
        const pss = { key: RSA_PSS, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
        expect(verify('sha512', baseOf(request), pss, signatureOf(request))).toBe(true);
        expect(verdict(request, AT, RSA_PSS)).toBe('mismatch');
    });

    it.each([
        [
            'B.2.1',
            'sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
            'coverage',
        ],
        [
            'B.2.2',
            'sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
            'malformed',
        ],
        [
            'B.2.4',
            'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
            'coverage',
        ],
        [
            'B.2.5',
            'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
            'coverage',
        ],
    ])(
        '%s: is refused before any key is asked for: it covers too little, is of a response, or of another kind',
        (_, input, flaw) => {
            expect(verdict(signed(input, 'AAAA'), AT, RSA_PSS)).toBe(flaw);
        },
    );
});

/** https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12#appendix-C */
describe('draft-cavage-http-signatures', () => {
    /** Of 1,024 bits: too short to be accepted from anybody. */
    const KEY = pem(
        'PUBLIC KEY',
        'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB',
    );
    const DATE = 'Sun, 05 Jan 2014 21:31:40 GMT';
    const url = new URL('https://example.com/foo?param=value&pet=dog');
    const signed = (parameters: string): SignedRequest => ({
        method: 'POST',
        url,
        body,
        headers: new Headers({
            host: 'example.com',
            date: DATE,
            'content-type': 'application/json',
            digest: `SHA-256=${createHash('sha256').update(body).digest('base64')}`,
            'content-length': '18',
            signature: `keyId="Test",algorithm="rsa-sha256",${parameters}`,
        }),
    });
    const verifies = (covered: string, signature: string) =>
        verify(
            'sha256',
            signingBase(signed(''), url, covered.split(' '), new Map()),
            createPublicKey(KEY),
            Buffer.from(signature, 'base64'),
        );

    const BASIC = '(request-target) host date';
    const BASIC_SIGNATURE =
        'qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=';
    const ALL = '(request-target) host date content-type digest content-length';
    const ALL_SIGNATURE =
        'vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE=';

    it('C.2, C.3: what is signed is built as it is there', () => {
        expect(verifies(BASIC, BASIC_SIGNATURE)).toBe(true);
        expect(verifies(ALL, ALL_SIGNATURE)).toBe(true);
        expect(verifies(ALL, BASIC_SIGNATURE)).toBe(false);
    });

    it('C.1, C.2: leave too much out to open an inbox', () => {
        const nameless =
            'signature="SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM="';
        expect(verdict(signed(nameless), DATE, KEY)).toBe('coverage');
        expect(verdict(signed(`headers="${BASIC}",signature="${BASIC_SIGNATURE}"`), DATE, KEY)).toBe(
            'coverage',
        );
    });

    it('C.3: covers all that is asked for, with a key that is too short', () => {
        expect(verdict(signed(`headers="${ALL}",signature="${ALL_SIGNATURE}"`), DATE, KEY)).toBe('mismatch');
        // As version 12 prints it, it was made in 2014 and expired four seconds later.
        const printed = `created=1402170695,expires=1402170699,headers="${ALL}",signature="${ALL_SIGNATURE}"`;
        expect(verdict(signed(printed), DATE, KEY)).toBe('date');
    });
});
