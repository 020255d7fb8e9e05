import { listPeers } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/instance/#peers */
export const GET = endpoint({ scope: null, access: 'public' }, ({ db }) => listPeers(db));
