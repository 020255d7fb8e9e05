import { createPublicKey } from 'node:crypto';
import { publicKeyOf } from './keys';

/** Keys and signatures as FEP-521a and FEP-8b32 write them: `z`, then base58 (https://www.w3.org/TR/cid-1.0/#multibase-0). */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE = 58n;
/** An Ed25519 signature takes 88; what is longer is none of what is read here. */
const LONGEST = 128;
/** What stands before an Ed25519 public key, and says that it is one (multicodec `0xed`). */
const ED25519 = Buffer.from([0xed, 0x01]);
const ED25519_BYTES = 32;

/** Bytes as text: `z` and base58. */
export function encodeMultibase(bytes: Uint8Array): string {
    const digits: string[] = [];
    for (let rest = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`); rest > 0n; rest /= BASE)
        digits.push(ALPHABET.charAt(Number(rest % BASE)));
    const firstDigit = bytes.findIndex((byte) => byte !== 0);
    const zeros = firstDigit < 0 ? bytes.length : firstDigit;
    return `z${'1'.repeat(zeros)}${digits.reverse().join('')}`;
}

/** The bytes of such a text; undefined for any other base, and for what is too long. */
export function decodeMultibase(text: string): Buffer | undefined {
    if (!/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text) || text.length > LONGEST) return undefined;
    const digits = text.slice(1);
    let number = 0n;
    for (const digit of digits) number = number * BASE + BigInt(ALPHABET.indexOf(digit));
    const hex = number === 0n ? '' : number.toString(16);
    const zeros = digits.length - digits.replace(/^1+/, '').length;
    return Buffer.concat([
        Buffer.alloc(zeros),
        Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
    ]);
}

/** An Ed25519 key (SPKI PEM) as the `publicKeyMultibase` of a Multikey; undefined for a key of another kind. */
export function multikeyOf(publicPem: string): string | undefined {
    const key = publicKeyOf(publicPem);
    if (key?.asymmetricKeyType !== 'ed25519') return undefined;
    return encodeMultibase(
        Buffer.concat([ED25519, key.export({ format: 'der', type: 'spki' }).subarray(-ED25519_BYTES)]),
    );
}

/** The SPKI PEM of a `publicKeyMultibase`; undefined where it is no Ed25519 key. */
export function pemOfMultikey(text: string): string | undefined {
    const bytes = decodeMultibase(text);
    if (
        bytes?.length !== ED25519.length + ED25519_BYTES ||
        !bytes.subarray(0, ED25519.length).equals(ED25519)
    )
        return undefined;
    const x = bytes.subarray(ED25519.length).toString('base64url');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    return key.export({ format: 'pem', type: 'spki' }).toString();
}
