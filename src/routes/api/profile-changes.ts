import type { ProfileChanges } from '$lib/server/domain/accounts';
import { AUDIENCES } from '$lib/server/domain/statuses';
import { Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';

const QUOTE_POLICIES = ['public', 'followers', 'nobody'] as const;

/**
 * What a request changes about a profile.
 * @throws Unprocessable for values that cannot be.
 */
export function profileChanges(input: Input): ProfileChanges {
    if (input.file('avatar') || input.file('header'))
        throw new Unprocessable('Validation failed: Pictures cannot be changed here yet');
    return {
        displayName: input.emptyableText('display_name'),
        bio: input.emptyableText('note'),
        fields: input.groups('fields_attributes')?.map((field) => ({
            name: field.text('name') ?? '',
            value: field.text('value') ?? '',
        })),
        avatarDescription: input.emptyableText('avatar_description'),
        headerDescription: input.emptyableText('header_description'),
        locked: input.flag('locked'),
        bot: input.flag('bot'),
        discoverable: input.flag('discoverable'),
        indexable: input.flag('indexable'),
        hidesCollections: input.flag('hide_collections'),
        attributionDomains: input.has('attribution_domains')
            ? input.list('attribution_domains').filter((domain) => domain !== '')
            : undefined,
        settings: postingDefaults(input.group('source')),
    };
}

function postingDefaults(source: Input | undefined): ProfileChanges['settings'] {
    if (!source) return undefined;
    const language = source.emptyableText('language', { max: 20 });
    return {
        defaultVisibility: oneOf(source, 'privacy', AUDIENCES),
        defaultSensitive: source.flag('sensitive'),
        defaultLanguage: language === '' ? null : language,
        defaultQuotePolicy: oneOf(source, 'quote_policy', QUOTE_POLICIES),
    };
}

function oneOf<T extends string>(input: Input, name: string, values: readonly T[]): T | undefined {
    const text = input.text(name);
    if (text === undefined) return undefined;
    const value = values.find((allowed) => allowed === text);
    if (!value) throw new Unprocessable(`${name} must be one of ${values.join(', ')}`);
    return value;
}
