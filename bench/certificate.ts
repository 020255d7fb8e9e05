/** A certificate authority of the bench's own, and a certificate of it for the loopback address (RFC 5280, in DER). */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Certificates {
    /** What a server must trust, in PEM. */
    authority: string;
    key: string;
    certificate: string;
}

const ECDSA_SHA256 = sequence(objectId('2a8648ce3d040302'));
const [DAY, LIFETIME_DAYS] = [86_400_000, 30];

export function makeCertificates(): Certificates {
    const [authority, host] = [keyPair(), keyPair()];
    const name = 'Atoll bench';
    return {
        authority: certificate(name, authority.publicKey, name, authority.privateKey, basicConstraints()),
        certificate: certificate('127.0.0.1', host.publicKey, name, authority.privateKey, loopbackName()),
        key: host.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function certificate(
    subject: string,
    publicKey: KeyObject,
    issuer: string,
    signer: KeyObject,
    extension: Buffer,
): string {
    const body = sequence(
        tagged(0xa0, integer(2)),
        integer(Math.floor(Math.random() * 0x7fffffff)),
        ECDSA_SHA256,
        distinguishedName(issuer),
        sequence(time(Date.now() - DAY), time(Date.now() + LIFETIME_DAYS * DAY)),
        distinguishedName(subject),
        publicKey.export({ type: 'spki', format: 'der' }),
        tagged(0xa3, sequence(extension)),
    );
    const der = sequence(body, ECDSA_SHA256, bitString(sign('sha256', body, signer)));
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** It may sign others. */
function basicConstraints(): Buffer {
    const isAuthority = sequence(tagged(0x01, Buffer.from([0xff])));
    return sequence(objectId('551d13'), tagged(0x01, Buffer.from([0xff])), tagged(0x04, isAuthority));
}

/** It stands for 127.0.0.1. */
function loopbackName(): Buffer {
    return sequence(objectId('551d11'), tagged(0x04, sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])))));
}

function distinguishedName(commonName: string): Buffer {
    return sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(commonName)))));
}

function time(at: number): Buffer {
    const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
    return tagged(0x17, Buffer.from(text.slice(2)));
}

function integer(value: number): Buffer {
    const hex = value.toString(16);
    const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
    return tagged(
        0x02,
        bytes[0] !== undefined && bytes[0] > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes,
    );
}

function objectId(hex: string): Buffer {
    return tagged(0x06, Buffer.from(hex, 'hex'));
}

function bitString(bytes: Buffer): Buffer {
    return tagged(0x03, Buffer.from([0]), bytes);
}

function sequence(...parts: Buffer[]): Buffer {
    return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
    const content = Buffer.concat(parts);
    const size = content.length;
    const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
