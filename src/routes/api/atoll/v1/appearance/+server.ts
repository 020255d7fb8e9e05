import {
    APPEARANCE_CHOICES,
    APPEARANCE_FLAGS,
    type Appearance,
    type KeptAppearance,
} from '$lib/mastodon-api/appearance';
import { findAppearance, keepAppearance } from '$lib/server/domain/users';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, type Input } from '$lib/server/http';

/** How the app looks and behaves on all devices of a member, so that they agree. Ours alone. */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'user' },
    ({ db, viewer }): Promise<KeptAppearance> => findAppearance(db, viewer),
);

/** What is named is changed, and whoever changes it last wins; an app that knows less takes nothing away. */
export const PUT = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    await keepAppearance(db, viewer, readAppearance(input));
    return findAppearance(db, viewer);
});

function readAppearance(input: Input): Partial<Appearance> {
    const read: Record<string, string | number | boolean> = {};
    for (const [name, values] of Object.entries(APPEARANCE_CHOICES))
        if (input.has(name)) read[name] = choice(input.text(name), name, values);
    for (const name of APPEARANCE_FLAGS) {
        const flag = input.flag(name);
        if (flag !== undefined) read[name] = flag;
    }
    if (input.has('hue')) read['hue'] = degrees(input.integer('hue'));
    return read;
}

function choice(given: string | undefined, name: string, values: readonly string[]): string {
    const value = values.find((allowed) => allowed === given);
    if (value === undefined) throw new Unprocessable(`${name} must be one of ${values.join(', ')}`);
    return value;
}

function degrees(hue = NaN): number {
    if (!(hue >= 0 && hue < 360)) throw new Unprocessable('hue must be a whole number from 0 to 359');
    return hue;
}
