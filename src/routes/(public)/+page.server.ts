import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The landing page is for guests; a member's front page is their home. */
export const load: PageServerLoad = ({ locals }) => {
    if (locals.viewer) redirect(303, '/home');
};
