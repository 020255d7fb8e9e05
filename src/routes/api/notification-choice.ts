import type { NotificationChoice } from '$lib/server/domain/notifications';
import type { Viewer } from '$lib/server/domain/users';
import type { Input } from '$lib/server/http';
import { kindsOfTypes, type NotificationReader } from '$lib/server/serializers';

/** Which notifications a request names: `types[]`, `exclude_types[]`, `account_id`, `include_filtered`. */
export function notificationChoice(input: Input): NotificationChoice {
    const types = input.list('types');
    return {
        kinds: types.length > 0 ? kindsOfTypes(types) : undefined,
        exceptKinds: kindsOfTypes(input.list('exclude_types')),
        // What cannot be an id is nobody's.
        fromAccountId: input.has('account_id') ? (input.id('account_id') ?? '0') : undefined,
        includeFiltered: input.flag('include_filtered'),
    };
}

/** How the client that asks reads them: `supported_types[]`, and the member's language. */
export function notificationReader(input: Input, { locale }: Viewer): NotificationReader {
    return { supports: input.has('supported_types') ? input.list('supported_types') : undefined, locale };
}
