import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where password managers send people (https://w3c.github.io/webappsec-change-password-url/). */
export const GET: RequestHandler = () => redirect(302, '/auth/password');
