import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/**
 * Where other apps share to. The service worker keeps what they send on the device; without one nobody can, and the
 * composer says so. What was sent is not read.
 */
export const POST: RequestHandler = () => redirect(303, '/compose?missing=all');
