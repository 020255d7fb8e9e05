import type { FilterChanges, KeywordChange } from '$lib/server/domain/filters';
import type { Input } from '$lib/server/http';

/** What a client says of a filter; keywords come as `keywords_attributes[]`. */
export function readFilterChanges(input: Input): FilterChanges {
    return {
        title: input.text('title'),
        context: input.has('context') ? input.list('context') : undefined,
        action: input.text('filter_action'),
        // Given but empty it means that there is no end.
        expiresIn: input.has('expires_in') ? (input.integer('expires_in') ?? null) : undefined,
        keywords: input.groups('keywords_attributes', { max: 1_000 })?.map(readKeyword),
    };
}

function readKeyword(input: Input): KeywordChange {
    return {
        id: input.text('id'),
        keyword: input.text('keyword'),
        wholeWord: input.flag('whole_word'),
        remove: input.flag('_destroy'),
    };
}
