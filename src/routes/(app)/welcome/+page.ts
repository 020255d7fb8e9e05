import { redirect } from '@sveltejs/kit';

/** The welcome begins with its first step. */
export function load(): never {
    redirect(307, '/welcome/profile');
}
