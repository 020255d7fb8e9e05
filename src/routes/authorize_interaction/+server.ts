import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where other servers send people of ours since long before they could ask for the way (FEP-3b86). */
export const GET: RequestHandler = ({ url }) => {
    const uri = url.searchParams.get('uri') ?? url.searchParams.get('acct') ?? '';
    redirect(302, `/open?uri=${encodeURIComponent(uri)}`);
};
