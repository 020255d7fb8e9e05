import type { PublicFilter } from '$lib/server/domain/timelines';
import type { Input } from '$lib/server/http';

/** `local`, `remote` and `only_media` as the API spells them; both origins at once are none in particular. */
export function readPublicFilter(input: Input): PublicFilter {
    const [local, remote] = [input.flag('local') ?? false, input.flag('remote') ?? false];
    return {
        origin: local === remote ? undefined : local ? 'local' : 'remote',
        onlyMedia: input.flag('only_media') ?? false,
    };
}
