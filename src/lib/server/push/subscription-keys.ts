import { createECDH } from 'node:crypto';

const CURVE = 'prime256v1';
/** An uncompressed point: 0x04 and two coordinates. */
const POINT_BYTES = 65;
const SECRET_BYTES = 16;

/** What a browser gives to encrypt with, as base64url without padding (RFC 8291). */
export interface SubscriptionKeys {
    publicKey: string;
    auth: string;
}

/** The keys as they are used here; undefined where they are not what RFC 8291 asks for. */
export function readSubscriptionKeys(p256dh: string, auth: string): SubscriptionKeys | undefined {
    const point = Buffer.from(p256dh, 'base64');
    const secret = Buffer.from(auth, 'base64');
    if (point.length !== POINT_BYTES || secret.length !== SECRET_BYTES || !isOnCurve(point)) return undefined;
    return { publicKey: point.toString('base64url'), auth: secret.toString('base64url') };
}

function isOnCurve(point: Buffer): boolean {
    const own = createECDH(CURVE);
    own.generateKeys();
    try {
        return own.computeSecret(point).length > 0;
    } catch {
        return false;
    }
}
