import webPush from 'web-push';

/** The pair by which push services know this server, as base64url (RFC 8292). */
export interface VapidKeys {
    publicKey: string;
    privateKey: string;
}

export function newVapidKeys(): VapidKeys {
    return webPush.generateVAPIDKeys();
}
