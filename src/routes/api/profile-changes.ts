import { BACKDROPS, FIRST_TABS, PROFILE_FONTS } from '$lib/mastodon-api/profile-style';
import type { ProfileChanges } from '$lib/server/domain/accounts';
import { AUDIENCES } from '$lib/server/domain/statuses';
import { Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';
import { LARGEST_PICTURE } from '$lib/server/media';

/** Both pictures, each as large as it may be, and what else a form holds. */
export const PROFILE_BODY = 2 * LARGEST_PICTURE + 1_000_000;

const QUOTE_POLICIES = ['public', 'followers', 'nobody'] as const;

/**
 * What a request changes about a profile.
 * @throws Unprocessable for values that cannot be.
 */
export async function profileChanges(input: Input): Promise<ProfileChanges> {
    return {
        avatar: await pictureOf(input, 'avatar'),
        header: await pictureOf(input, 'header'),
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
        attributionDomains: input.has('attribution_domains') ? input.list('attribution_domains') : undefined,
        showsFeatured: input.flag('show_featured'),
        showsMedia: input.flag('show_media'),
        showsMediaReplies: input.flag('show_media_replies'),
        style: profileStyle(input.group('profile_style')),
        settings: postingDefaults(input.group('source')),
    };
}

/** Nothing chosen in a form is an empty file, and changes nothing. */
async function pictureOf(input: Input, name: 'avatar' | 'header'): Promise<Buffer | undefined> {
    const file = input.file(name);
    if (!file) return undefined;
    if (file.size > LARGEST_PICTURE)
        throw new Unprocessable(`Validation failed: ${name} must be at most ${LARGEST_PICTURE} bytes`);
    return Buffer.from(await file.arrayBuffer());
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

/** Ours alone: how the profile looks to visitors. */
function profileStyle(style: Input | undefined): ProfileChanges['style'] {
    if (!style) return undefined;
    const hue = style.emptyableText('hue') === '' ? null : style.integer('hue');
    if (hue && (hue < 0 || hue > 359)) throw new Unprocessable('hue must be a whole number from 0 to 359');
    const chosen = {
        hue,
        backdrop: oneOf(style, 'backdrop', BACKDROPS),
        font: oneOf(style, 'font', PROFILE_FONTS),
        firstTab: oneOf(style, 'first_tab', FIRST_TABS),
    };
    return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

function oneOf<T extends string>(input: Input, name: string, values: readonly T[]): T | undefined {
    const text = input.text(name);
    if (text === undefined) return undefined;
    const value = values.find((allowed) => allowed === text);
    if (!value) throw new Unprocessable(`${name} must be one of ${values.join(', ')}`);
    return value;
}
