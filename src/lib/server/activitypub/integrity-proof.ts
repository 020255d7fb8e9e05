import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { privateKeyOf, publicKeyOf } from './keys';
import { decodeMultibase, encodeMultibase } from './multibase';
import { signBytes, verifyBytes } from './signature-bytes';
import { isRecent } from './signature-window';
import { addressOf, dateOf, isObject, listOf, type Json } from './untrusted';

/**
 * Integrity proofs (FEP-8b32): an activity that says by itself whose it is, whoever hands it on. One kind is spoken,
 * `eddsa-jcs-2022` (https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022).
 */
const TYPE = 'DataIntegrityProof';
const CRYPTOSUITE = 'eddsa-jcs-2022';
const PURPOSE = 'assertionMethod';

/** Who proves, and when. */
export interface Prover {
    keyId: string;
    /** Of an Ed25519 key. */
    privatePem: string;
    date?: Date;
}

/** A proof that is sound in all but its key. */
export interface ProofClaim {
    /** The address of the key. */
    verificationMethod: string;
    /** Whether the proof was made with the private half of this key. */
    verify(publicPem: string): boolean;
}

/** The document with a proof that covers everything else in it. */
export function proveDocument<T extends object>(
    document: T,
    { keyId, privatePem, date = new Date() }: Prover,
): T & { proof: Json } {
    const proof: Json = {
        ...('@context' in document && { '@context': document['@context'] }),
        type: TYPE,
        cryptosuite: CRYPTOSUITE,
        // Readers that write the time anew keep no zeros behind the point.
        created: `${date.toISOString().slice(0, 19)}Z`,
        verificationMethod: keyId,
        proofPurpose: PURPOSE,
    };
    const proofValue = encodeMultibase(signBytes(privateKeyOf(privatePem), hashesOf(proof, document)));
    return { ...document, proof: { ...proof, proofValue } };
}

/**
 * Reads the proof of a document that arrived, and checks all of it but the key: kind, purpose, time (as of a signed
 * request), and that it was made in the document's own context. Undefined where there is none, or none that can hold:
 * a document without a proof is no worse than before. A linked-data `signature` is read as absent.
 */
export function readProof(json: Json, now = new Date()): ProofClaim | undefined {
    const told = listOf(json.proof)
        .filter(isObject)
        .find(({ type, cryptosuite }) => type === TYPE && cryptosuite === CRYPTOSUITE);
    if (!told || told.proofPurpose !== PURPOSE || !isForNow(told, now)) return undefined;
    // One that is meant for somebody else, or that rests on other proofs, says less than it seems to.
    if ([told.domain, told.challenge, told.previousProof].some((value) => value !== undefined))
        return undefined;
    const verificationMethod = addressOf(told.verificationMethod);
    const signature = typeof told.proofValue === 'string' && decodeMultibase(told.proofValue);
    if (!verificationMethod || !signature) return undefined;
    const document = without(json, 'proof', 'signature');
    const options = without(told, 'proofValue');
    return {
        verificationMethod,
        verify: (publicPem) =>
            publicKeyOf(publicPem)?.asymmetricKeyType === 'ed25519' &&
            readingsOf(options, document).some((bytes) => verifyBytes(publicPem, 'sha256', bytes, signature)),
    };
}

function isForNow({ created, expires }: Json, now: Date): boolean {
    const from = dateOf(created);
    if (!from || !isRecent(from, now)) return false;
    const until = dateOf(expires);
    return expires === undefined || (until !== undefined && until >= now);
}

/**
 * What may have been signed. The options of a proof are signed in the document's context. Where they do not say so, they
 * may have been signed in it nevertheless, as earlier versions of the suite had it, or in none.
 */
function readingsOf(options: Json, document: Json): Buffer[] {
    const context = document['@context'];
    const inContext = { ...options, '@context': context };
    try {
        if (options['@context'] === undefined)
            return [inContext, options].map((reading) => hashesOf(reading, document));
        return canonicalOf(options) === canonicalOf(inContext) ? [hashesOf(options, document)] : [];
    } catch {
        // Lone surrogates and numbers beyond all bounds have no canonical form.
        return [];
    }
}

function without(json: Json, ...names: string[]): Json {
    return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

/** What is signed: the hash of the options of the proof, then that of the document. */
function hashesOf(options: object, document: object): Buffer {
    return Buffer.concat([hashOf(options), hashOf(document)]);
}

const hashOf = (value: object) => createHash('sha256').update(canonicalOf(value)).digest();

/** JSON in the one form that two parties write alike (RFC 8785). @throws Error where there is none. */
const canonicalOf = (value: unknown) => canonicalize(value) ?? '';
