/** A passkey in software: makes and signs what a real authenticator would (WebAuthn level 3, section 6). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');

/** Present, verified by finger or PIN; and, where a key is told, "with a key". */
const [PRESENT, VERIFIED, WITH_KEY] = [0x01, 0x04, 0x40];

export class Authenticator {
    readonly #id = randomBytes(32);
    readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    readonly #origin: string;
    counter = 0;
    /** Whether whoever holds it has shown a finger, a face or a PIN. */
    verifies = true;

    constructor(origin: string) {
        this.#origin = origin;
    }

    /** Answers a challenge to make a passkey. */
    register(challenge: string, origin = this.#origin) {
        const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
        const key = Buffer.concat([
            Buffer.from('a5010203262001215820', 'hex'),
            Buffer.from(x, 'base64url'),
            Buffer.from('225820', 'hex'),
            Buffer.from(y, 'base64url'),
        ]);
        const length = Buffer.from([0, this.#id.length]);
        const told = Buffer.concat([this.#data(WITH_KEY), Buffer.alloc(16), length, this.#id, key]);
        const attestation = Buffer.concat([
            Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
            Buffer.from([told.length]),
            told,
        ]);
        return this.#answer({
            clientDataJSON: this.#client('webauthn.create', challenge, origin),
            attestationObject: base64url(attestation),
            transports: ['internal' as const],
        });
    }

    /** Answers a challenge to sign in. */
    signIn(challenge: string, origin = this.#origin) {
        this.counter++;
        const data = this.#data(0);
        const clientDataJSON = this.#client('webauthn.get', challenge, origin);
        const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
        return this.#answer({
            clientDataJSON,
            authenticatorData: base64url(data),
            signature: base64url(sign('sha256', signed, this.#keys.privateKey)),
        });
    }

    #data(flags: number): Buffer {
        const counter = Buffer.alloc(4);
        counter.writeUInt32BE(this.counter);
        const held = PRESENT | (this.verifies ? VERIFIED : 0) | flags;
        return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.from([held]), counter]);
    }

    #client(type: string, challenge: string, origin: string): string {
        return base64url(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
    }

    #answer<T extends object>(response: T) {
        const id = base64url(this.#id);
        return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
    }
}
