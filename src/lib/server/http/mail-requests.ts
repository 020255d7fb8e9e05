import type { RequestEvent } from '@sveltejs/kit';
import { addressKey, clientAddress } from './client-address';
import { spend } from './rate-limit';

/**
 * Counts a mail somebody asks for by typing an address: by where they are, so that nobody tries addresses by the
 * thousand, and by whom it would reach, so that nobody is flooded.
 * @throws RateLimited
 */
export async function spendMailRequest(event: RequestEvent, email: string): Promise<void> {
    await spend('mail-request', addressKey(clientAddress(event)));
    await spend('mail-to', email.toLowerCase());
}
