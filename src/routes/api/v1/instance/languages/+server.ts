import { endpoint } from '$lib/server/http';
import { languages } from './languages';

/** The languages posts can be marked with, each with its own name for itself. */
export const GET = endpoint({ scope: null, access: 'public' }, () => languages());
