import { searchPeers } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';

/** Domains of other servers that begin as `q` does, for completing a handle; undocumented, asked for by clients. */
export const GET = endpoint({ scope: null, access: 'public' }, ({ db, input }) =>
    searchPeers(db, input.text('q', { max: 253 }) ?? '', input.slice({ usual: 10, most: 10 }).limit),
);
