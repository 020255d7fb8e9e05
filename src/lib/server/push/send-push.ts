import webPush from 'web-push';
import { OutboundError } from '../activitypub/outbound-error';
import { outboundFetch } from '../activitypub/outbound-fetch';
import type { SubscriptionKeys } from './subscription-keys';
import type { VapidKeys } from './vapid';

/** Where a push goes and how it is encrypted. */
export interface PushTarget extends SubscriptionKeys {
    endpoint: string;
    /** RFC 8291 (`aes128gcm`); otherwise its fourth draft (`aesgcm`), which older apps expect. */
    standard: boolean;
}

export interface PushOptions {
    keys: VapidKeys;
    /** Whom a push service may ask about this server: `mailto:` or `https:` (RFC 8292). */
    contact: string;
    /** Seconds the push service keeps it for a device that is away. */
    ttl: number;
    urgency: 'very-low' | 'low' | 'normal' | 'high';
}

/**
 * What became of a push. `gone`: nobody listens there any more. `later`: to be tried again, after `retryAfter`
 * milliseconds where the service said so. `refused`: this one will never be taken.
 */
export type PushOutcome =
    { is: 'sent' } | { is: 'gone' } | { is: 'later'; retryAfter?: number } | { is: 'refused'; why: string };

const DEADLINE = 10_000;

/** Encrypts `text` for one subscription and gives it to its push service. */
export async function sendPush(
    { endpoint, publicKey, auth, standard }: PushTarget,
    text: string,
    { keys, contact, ttl, urgency }: PushOptions,
): Promise<PushOutcome> {
    const { headers, body } = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh: publicKey, auth } },
        text,
        {
            vapidDetails: { subject: contact, ...keys },
            TTL: ttl,
            urgency,
            contentEncoding: standard ? 'aes128gcm' : 'aesgcm',
        },
    );
    try {
        const answer = await outboundFetch(endpoint, {
            method: 'POST',
            headers: textHeaders(headers),
            body,
            deadline: DEADLINE,
        });
        return outcomeOf(answer.status, answer.headers['retry-after']);
    } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
        const mayPass = error.reason === 'network' || error.reason === 'timeout';
        return mayPass ? { is: 'later' } : { is: 'refused', why: error.message };
    }
}

function outcomeOf(status: number, retryAfter: string | undefined): PushOutcome {
    if (status >= 200 && status < 300) return { is: 'sent' };
    if (status === 404 || status === 410) return { is: 'gone' };
    if (status === 408 || status === 429 || status >= 500)
        return { is: 'later', retryAfter: millisecondsOf(retryAfter) };
    return { is: 'refused', why: `answered ${status}` };
}

/** `Retry-After` as RFC 9110 has it: seconds, or a date. */
function millisecondsOf(retryAfter: string | undefined): number | undefined {
    if (retryAfter === undefined) return undefined;
    const pause = /^\d{1,7}$/.test(retryAfter)
        ? Number(retryAfter) * 1_000
        : Date.parse(retryAfter) - Date.now();
    return Number.isFinite(pause) ? Math.max(pause, 0) : undefined;
}

/** The length is the client's to say. */
function textHeaders(headers: object): Record<string, string> {
    return Object.fromEntries(
        Object.entries(headers)
            .filter(([name]) => name.toLowerCase() !== 'content-length')
            .map(([name, value]) => [name, String(value)]),
    );
}
