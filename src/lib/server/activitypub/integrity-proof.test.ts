import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { proveDocument, readProof } from './integrity-proof';
import { newKeyPair } from './keys';
import { decodeMultibase, encodeMultibase, multikeyOf, pemOfMultikey } from './multibase';
import { readJsonObject } from './read-json';
import type { Json } from './untrusted';

/** The key pair that the vectors of FEP-8b32 and of vc-di-eddsa share. */
const MULTIKEY = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
const SECRET = 'z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq';
const created = '2023-02-24T23:36:38Z';
const now = new Date(created);
const keyId = 'https://server.example/users/alice#ed25519-key';

const publicPem = pemOfMultikey(MULTIKEY) ?? '';
const privatePem = createPrivateKey({
    format: 'jwk',
    key: {
        kty: 'OKP',
        crv: 'Ed25519',
        d: decodeMultibase(SECRET)?.subarray(2).toString('base64url') ?? '',
        x: decodeMultibase(MULTIKEY)?.subarray(2).toString('base64url') ?? '',
    },
})
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();

const options = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: keyId,
    proofPurpose: 'assertionMethod',
    created,
};

/** https://codeberg.org/fediverse/fep/src/branch/main/fep/8b32/fep-8b32.feature, and its version of 2023 */
const FEP_CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'];
const FEP_8B32: Json = {
    '@context': FEP_CONTEXT,
    id: 'https://server.example/activities/1',
    type: 'Create',
    actor: 'https://server.example/users/alice',
    object: {
        id: 'https://server.example/objects/1',
        type: 'Note',
        attributedTo: 'https://server.example/users/alice',
        content: 'Hello world',
        location: { type: 'Place', longitude: -71.184902, latitude: 25.273962 },
    },
    proof: {
        '@context': FEP_CONTEXT,
        ...options,
        proofValue:
            'z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL',
    },
};
const FEP_8B32_OF_2023: Json = {
    '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'],
    type: 'Create',
    actor: 'https://server.example/users/alice',
    object: { type: 'Note', content: 'Hello world' },
    proof: {
        ...options,
        proofValue:
            'z3sXaxjKs4M3BRicwWA9peyNPJvJqxtGsDmpt1jjoHCjgeUf71TRFz56osPSfDErszyLp5Ks1EhYSgpDaNM977Rg2',
    },
};

/** https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-jcs-2022 */
const CREDENTIAL: Json = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
};
const CREDENTIAL_METHOD = `did:key:${MULTIKEY}#${MULTIKEY}`;
const CREDENTIAL_PROOF =
    'z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX';

const holds = (json: Json, pem = publicPem, at = now) => readProof(json, at)?.verify(pem) ?? false;
const { proof: FEP_PROOF, ...UNPROVEN } = FEP_8B32;

describe('a proof', () => {
    it('is made as FEP-8b32 and the suite print it', () => {
        expect(proveDocument(UNPROVEN, { keyId, privatePem, date: now })).toEqual(FEP_8B32);
        const credential = { keyId: CREDENTIAL_METHOD, privatePem, date: now };
        expect(proveDocument(CREDENTIAL, credential).proof.proofValue).toBe(CREDENTIAL_PROOF);
    });

    it('holds where FEP-8b32 says so, in its present form and the former one', () => {
        expect(holds(FEP_8B32)).toBe(true);
        expect(holds(FEP_8B32_OF_2023)).toBe(true);
        expect(readProof(FEP_8B32, now)?.verificationMethod).toBe(keyId);
    });

    it('is looked for at addresses alone: a key that names itself says nothing of an actor', () => {
        const proven = proveDocument(CREDENTIAL, { keyId: CREDENTIAL_METHOD, privatePem, date: now });
        expect(readProof(proven, now)).toBeUndefined();
    });

    it('holds in whatever order the properties come, and beside a linked-data signature', () => {
        const reversed = Object.fromEntries(Object.entries(FEP_8B32).reverse());
        expect(holds({ ...reversed, signature: { type: 'RsaSignature2017', signatureValue: 'x' } })).toBe(
            true,
        );
    });

    const object = FEP_8B32.object as Json;
    const proof = FEP_PROOF as Json;
    it.each<[string, Json]>([
        ['a word is changed', { ...FEP_8B32, object: { ...object, content: 'Hello World' } }],
        ['something is left out', { ...FEP_8B32, object: { ...object, location: undefined } }],
        ['something is added', { ...FEP_8B32, to: ['https://www.w3.org/ns/activitystreams#Public'] }],
        ['a list is in another order', { ...FEP_8B32, '@context': FEP_CONTEXT.toReversed() }],
        ['its context is another', { ...FEP_8B32, '@context': FEP_CONTEXT[0] }],
        ['a context is added', { ...FEP_8B32, '@context': [...FEP_CONTEXT, { x: 'https://evil.test/' }] }],
        [
            'both contexts are exchanged',
            {
                ...FEP_8B32,
                '@context': 'https://evil.test',
                proof: { ...proof, '@context': 'https://evil.test' },
            },
        ],
        ['it is wrapped', { '@context': FEP_CONTEXT, '@graph': [FEP_8B32] }],
        ['it is wrapped with its proof outside', { '@context': FEP_CONTEXT, '@graph': [UNPROVEN], proof }],
        ['it is the proof of what is inside', { ...UNPROVEN, object: { ...object, proof } }],
        ['it is moved to what is inside', { ...object, '@context': FEP_CONTEXT, proof }],
        ['its time is changed', { ...FEP_8B32, proof: { ...proof, created: '2023-02-24T23:36:39Z' } }],
        ['its key is changed', { ...FEP_8B32, proof: { ...proof, verificationMethod: `${keyId}2` } }],
        ['its purpose is another', { ...FEP_8B32, proof: { ...proof, proofPurpose: 'authentication' } }],
        ['its suite is another', { ...FEP_8B32, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } }],
        ['it is of another type', { ...FEP_8B32, proof: { ...proof, type: 'Ed25519Signature2020' } }],
        ['it has no time', { ...FEP_8B32, proof: { ...proof, created: undefined } }],
        ['it has expired', { ...FEP_8B32, proof: { ...proof, expires: '2023-02-24T23:36:37Z' } }],
        ['it rests on another', { ...FEP_8B32, proof: { ...proof, previousProof: 'urn:x' } }],
        ['it is for somebody else', { ...FEP_8B32, proof: { ...proof, domain: 'evil.test' } }],
        ['its value is in another base', { ...FEP_8B32, proof: { ...proof, proofValue: 'f00' } }],
        ['its value is nothing', { ...FEP_8B32, proof: { ...proof, proofValue: 'z' } }],
        ['its value is long', { ...FEP_8B32, proof: { ...proof, proofValue: `z${'1'.repeat(100_000)}` } }],
        ['its value is a list', { ...FEP_8B32, proof: { ...proof, proofValue: [proof.proofValue] } }],
        ['it is a text', { ...FEP_8B32, proof: 'proof' }],
        ['it is empty', { ...FEP_8B32, proof: {} }],
        ['it is not there', UNPROVEN],
        ['there is no canonical form', { ...FEP_8B32, summary: '\ud800' }],
        ['a number has no bounds', { ...FEP_8B32, size: Infinity }],
    ])('does not hold where %s', (_, json) => {
        expect(holds(json)).toBe(false);
    });

    it('holds within 12 hours and five minutes ahead', () => {
        const after = (seconds: number) =>
            holds(FEP_8B32, publicPem, new Date(now.getTime() + seconds * 1000));
        expect([-301, -60, 0, 43_100, 43_300].map(after)).toEqual([false, true, true, true, false]);
    });

    it('is verified by no other key, and by none that is not Ed25519', async () => {
        const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' });
        const { publicPem: rsa } = await newKeyPair();
        for (const pem of [other.toString(), rsa, 'no key']) expect(holds(FEP_8B32, pem)).toBe(false);
    });

    it('with a first of a kind that is not spoken is read by the one that is', () => {
        const unknown = { ...proof, cryptosuite: 'bbs-2023' };
        expect(holds({ ...FEP_8B32, proof: [unknown, 'x', proof] })).toBe(true);
    });

    it('of any shape breaks no reader, and does not hold', () => {
        const names = [...Object.keys(proof), 'expires', 'domain', 'previousProof'];
        const changes = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), {
            minKeys: 1,
        });
        fc.assert(
            fc.property(changes, (change) => !holds({ ...FEP_8B32, proof: { ...proof, ...change } })),
            { numRuns: 500 },
        );
    });

    it('does not hold for a document of which any byte was changed, unless it still says the same', () => {
        const text = JSON.stringify(FEP_8B32);
        const position = fc.nat(text.length - 1);
        fc.assert(
            fc.property(position, fc.constantFrom(...'"{}[]:,\\0aZ '), (at, replacement) => {
                const changed = text.slice(0, at) + replacement + text.slice(at + 1);
                const json = parsed(changed);
                return !json || canonicalize(json) === canonicalize(FEP_8B32) || !holds(json);
            }),
            { numRuns: 500 },
        );
    });
});

function parsed(text: string): Json | undefined {
    try {
        return readJsonObject(Buffer.from(text));
    } catch {
        return undefined;
    }
}

describe('multibase', () => {
    it('goes there and back', () => {
        for (const hex of ['', '00', '0000ff', 'ff', 'ed01', '61'.repeat(64)]) {
            const text = encodeMultibase(Buffer.from(hex, 'hex'));
            expect(hex === '' ? '' : decodeMultibase(text)?.toString('hex')).toBe(hex);
        }
        expect(encodeMultibase(Buffer.from('Hello World!'))).toBe('z2NEpo7TZRRrLZSi2U');
    });

    it('knows Ed25519 keys alone', async () => {
        expect(multikeyOf(publicPem)).toBe(MULTIKEY);
        expect(multikeyOf((await newKeyPair()).publicPem)).toBeUndefined();
        const P256 = 'zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP';
        for (const text of [P256, SECRET, MULTIKEY.slice(0, -1), `${MULTIKEY}1`, 'z0', 'm7QFO', ''])
            expect(pemOfMultikey(text), text).toBeUndefined();
    });
});

describe('the canonical form of JSON (RFC 8785)', () => {
    test('writes what section 3.2.2 prints', () => {
        const sample = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
            "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
        expect(canonicalize(JSON.parse(sample))).toBe(
            String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
                String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
        );
    });

    test('orders names by their UTF-16 units, as section 3.2.3 has them', () => {
        const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
        const text = canonicalize(Object.fromEntries(names.map((name) => [name, 0])));
        expect(text).toBe('{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}');
    });

    test.each([
        ['0000000000000000', '0'],
        ['8000000000000000', '0'],
        ['0000000000000001', '5e-324'],
        ['8000000000000001', '-5e-324'],
        ['7fefffffffffffff', '1.7976931348623157e+308'],
        ['4340000000000000', '9007199254740992'],
        ['4430000000000000', '295147905179352830000'],
        ['44b52d02c7e14af5', '9.999999999999997e+22'],
        ['44b52d02c7e14af6', '1e+23'],
        ['444b1ae4d6e2ef4e', '999999999999999700000'],
        ['444b1ae4d6e2ef50', '1e+21'],
        ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
        ['3eb0c6f7a0b5ed8d', '0.000001'],
        ['41b3de4355555553', '333333333.3333332'],
        ['becbf647612f3696', '-0.0000033333333333333333'],
        ['43143ff3c1cb0959', '1424953923781206.2'],
    ])('writes the number %s as %s (appendix B)', (hex, text) => {
        expect(canonicalize(Buffer.from(hex, 'hex').readDoubleBE())).toBe(text);
    });

    test('is hashed as the suite prints it', () => {
        const hash = createHash('sha256')
            .update(canonicalize(CREDENTIAL) ?? '')
            .digest('hex');
        expect(hash).toBe('59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19');
    });
});
