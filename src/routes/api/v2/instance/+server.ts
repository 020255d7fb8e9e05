import { findContactId, instanceState, statistics } from '$lib/server/domain/instance';
import { vapidKeys } from '$lib/server/domain/push';
import { endpoint } from '$lib/server/http';
import { instanceEntity, presentAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/instance/#v2 */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db }) => {
    const state = await instanceState(db);
    const contactId = await findContactId(db, state.settings.contactUsername);
    const contact = contactId ? await presentAccount(db, null, contactId) : null;
    return instanceEntity(state, await statistics(db), contact, (await vapidKeys(db)).publicKey);
});
