import { changeBranding, instanceState } from '$lib/server/domain/instance';
import { endpoint, type Input } from '$lib/server/http';
import { LARGEST_PICTURE } from '$lib/server/media';
import { brandingEntity } from '$lib/server/serializers';

/** Both pictures, and what else a form holds. */
const FORM_BYTES = 2 * LARGEST_PICTURE + 1_000_000;

/** How the community looks, as it is edited. Ours alone: Mastodon has no method for it. */
export const GET = endpoint(
    { scope: 'admin:read', access: 'user', permission: 'manageSettings' },
    async ({ db }) => brandingEntity(await instanceState(db)),
);

/** What is left out stays as it is. */
export const PATCH = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageSettings', bodyLimit: FORM_BYTES },
    async ({ db, input }) => {
        await changeBranding(
            db,
            {
                title: input.text('title'),
                shortDescription: input.emptyableText('short_description'),
                description: input.emptyableText('description'),
                accentHue: input.emptyableText('accent_hue'),
                customCss: input.emptyableText('custom_css'),
            },
            { logo: await pictureOf(input, 'logo'), banner: await pictureOf(input, 'banner') },
        );
        return brandingEntity(await instanceState(db));
    },
);

async function pictureOf(input: Input, name: string): Promise<Buffer | undefined> {
    const file = input.file(name);
    return file && Buffer.from(await file.arrayBuffer());
}
