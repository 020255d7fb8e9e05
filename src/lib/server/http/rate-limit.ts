import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { config } from '../config';
import { database } from '../db';
import { RateLimited } from '../errors';
import type { ActivePrincipal } from './authenticate';
import { addressKey } from './client-address';
import { spendShared } from './shared-limits';

/** How often something may be done, per key and window; the figures are Mastodon's, which clients know. */
const LIMITS = {
    /** Requests of one token. */
    token: { points: 300, seconds: 300 },
    /** Requests of one member, over all tokens and browsers. */
    member: { points: 1_500, seconds: 300 },
    /** Requests of nobody, by address. */
    guest: { points: 300, seconds: 300 },
    media: { points: 30, seconds: 1_800 },
    deletion: { points: 30, seconds: 1_800 },
    posting: { points: 300, seconds: 10_800 },
    'sign-up': { points: 5, seconds: 1_800 },
    'sign-in': { points: 25, seconds: 300 },
    /** Guessing one's own password while signed in, as somebody at a borrowed browser would. */
    'password-check': { points: 10, seconds: 300 },
    /** Codes of the second step, for one member: six digits must not be guessed. */
    'second-step': { points: 9, seconds: 300 },
    /** Mails somebody asks for by typing an address, by where they are. */
    'mail-request': { points: 10, seconds: 1_800 },
    /** The same, by whom they go to. */
    'mail-to': { points: 5, seconds: 1_800 },
} as const;

/** What is counted apart from the requests themselves. */
export type Limit = keyof typeof LIMITS;

/** What is left within a window. */
export interface Allowance {
    limit: number;
    remaining: number;
    resetAt: Date;
}

/**
 * Requests are counted in each process, for nothing: several web processes allow that many times as much. All else, what
 * is guessed, written or sent, is counted by the processes together, where there may be several of them.
 */
const PER_PROCESS: ReadonlySet<Limit> = new Set(['token', 'member', 'guest']);

const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, { points, seconds }]) => [
        name,
        new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
    ]),
) as Record<Limit, RateLimiterMemory>;

/**
 * Counts one more for `key`; undefined when the operator switched limits off.
 * @throws RateLimited when it was one too many.
 */
export async function spend(limit: Limit, key: string): Promise<Allowance | undefined> {
    const { rateLimits, databaseUrl } = config();
    if (!rateLimits) return undefined;
    const { points, seconds } = LIMITS[limit];
    if (databaseUrl && !PER_PROCESS.has(limit)) {
        const { count, resetAt } = await spendShared(database(), `${limit} ${key}`, seconds);
        if (count > points) throw new RateLimited(points, resetAt);
        return { limit: points, remaining: points - count, resetAt };
    }
    const left = await limiters[limit].consume(key).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) throw new RateLimited(points, resetOf(refused));
        throw refused;
    });
    return { limit: points, remaining: left.remainingPoints, resetAt: resetOf(left) };
}

/**
 * Counts a request of `principal`, and what it is for. Returns the allowance that is told to the client: the special
 * one where there is one.
 * @throws RateLimited
 */
export async function spendRequest(
    principal: ActivePrincipal,
    address: string,
    special?: Limit,
): Promise<Allowance | undefined> {
    const key = addressKey(address);
    let allowance: Allowance | undefined;
    if (principal.kind === 'user') {
        const { userId, tokenId } = principal.viewer;
        allowance = await spend('member', userId);
        if (tokenId) allowance = await spend('token', tokenId);
    } else if (principal.kind === 'app') allowance = await spend('token', principal.tokenId);
    else allowance = await spend('guest', key);
    if (!special) return allowance;
    return spend(special, principal.kind === 'user' ? principal.viewer.userId : key);
}

/** Tells a client what is left. */
export function setRateLimitHeaders(headers: Headers, { limit, remaining, resetAt }: Allowance): void {
    headers.set('X-RateLimit-Limit', String(limit));
    headers.set('X-RateLimit-Remaining', String(remaining));
    headers.set('X-RateLimit-Reset', resetAt.toISOString());
}

function resetOf(state: RateLimiterRes): Date {
    return new Date(Date.now() + state.msBeforeNext);
}
