import { APPEARANCE_CHOICES, type Appearance, type KeptAppearance } from '$lib/mastodon-api/appearance';
import { findAppearance, keepAppearance } from '$lib/server/domain/users';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, type Input } from '$lib/server/http';

/** How the app looks on all devices of a member, so that they agree. Ours alone. */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'user' },
    ({ db, viewer }): Promise<KeptAppearance> => findAppearance(db, viewer),
);

/** The whole of it: whoever changes it last wins. */
export const PUT = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    await keepAppearance(db, viewer, readAppearance(input));
    return findAppearance(db, viewer);
});

function readAppearance(input: Input): Appearance {
    const hue = input.integer('hue') ?? NaN;
    if (!(hue >= 0 && hue < 360)) throw new Unprocessable('hue must be a whole number from 0 to 359');
    return {
        theme: choice(input, 'theme'),
        contrast: choice(input, 'contrast'),
        density: choice(input, 'density'),
        motion: choice(input, 'motion'),
        hue,
        plain_profiles: input.flag('plain_profiles') ?? false,
    };
}

function choice<Name extends keyof typeof APPEARANCE_CHOICES>(
    input: Input,
    name: Name,
): (typeof APPEARANCE_CHOICES)[Name][number] {
    const given = input.text(name);
    const values: readonly (typeof APPEARANCE_CHOICES)[Name][number][] = APPEARANCE_CHOICES[name];
    const value = values.find((allowed) => allowed === given);
    if (!value) throw new Unprocessable(`${name} must be one of ${values.join(', ')}`);
    return value;
}
