import type { Database } from '../../db';
import { setBrandPicture, type BrandPicture } from './branding';
import { forgetInstance } from './cached-instance';
import { acceptedValue, changeSetting } from './change-setting';
import type { SettingName } from './settings';

/** The settings that say how a community looks. */
type Looks = Partial<
    Record<
        Extract<SettingName, 'title' | 'shortDescription' | 'description' | 'accentHue' | 'customCss'>,
        string | undefined
    >
>;

/**
 * Changes how the community looks; what is undefined stays. Nothing is changed where one of the words is refused.
 * @throws Unprocessable that says what is wrong.
 */
export async function changeBranding(
    db: Database,
    looks: Looks,
    pictures: Partial<Record<BrandPicture, Buffer | undefined>>,
): Promise<void> {
    const given = Object.entries(looks).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) acceptedValue(name as SettingName, value);
    for (const name of ['logo', 'banner'] as const) {
        const bytes = pictures[name];
        if (bytes) await setBrandPicture(db, name, bytes);
    }
    for (const [name, value] of given) await changeSetting(db, name, value);
    // This process answers with what is new, also before it hears of it.
    await forgetInstance(db);
}
