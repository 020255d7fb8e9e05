import { answerMedia } from '$lib/server/http';
import type { RequestHandler } from './$types';

/** Files of members, where no server of our own stands before Kit (`serve-media.ts`): while developing. */
export const GET: RequestHandler = async ({ params, request }) => {
    const answer = await answerMedia({ key: params.key, header: (name) => request.headers.get(name) });
    const { status, headers, file, range } = answer;
    const body = request.method === 'HEAD' ? null : (file?.read(range) ?? null);
    return new Response(body, { status, headers });
};

export const HEAD = GET;
