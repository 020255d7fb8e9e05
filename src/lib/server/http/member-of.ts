import { redirect } from '@sveltejs/kit';
import type { Viewer } from '../domain/users';

/** The member a page is for; everybody else signs in first and comes back. @throws a redirect */
export function memberOf({ viewer }: App.Locals, { pathname }: URL): Viewer {
    return viewer ?? redirect(303, `/auth/sign-in?next=${pathname}`);
}
