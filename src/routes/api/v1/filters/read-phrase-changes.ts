import type { PhraseChanges } from '$lib/server/domain/filters';
import type { Input } from '$lib/server/http';

/** What a client of the first version says of a filter. */
export function readPhraseChanges(input: Input): PhraseChanges {
    return {
        phrase: input.text('phrase'),
        wholeWord: input.flag('whole_word'),
        hide: input.flag('irreversible'),
        context: input.has('context') ? input.list('context') : undefined,
        expiresIn: input.has('expires_in') ? (input.integer('expires_in') ?? null) : undefined,
    };
}
