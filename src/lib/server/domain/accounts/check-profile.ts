import { countCharacters } from '$lib/text';
import { Unprocessable } from '../../errors';
import { PROFILE_LIMITS } from './profile-limits';
import type { ProfileChanges } from './update-profile';

/** @throws Unprocessable naming what is too long or too much. */
export function checkProfile(changes: ProfileChanges): void {
    const {
        displayName,
        bio,
        fields = [],
        avatarDescription,
        headerDescription,
        attributionDomains,
    } = changes;
    refuseLonger('Display name', displayName, PROFILE_LIMITS.displayName);
    refuseLonger('Note', bio, PROFILE_LIMITS.bio);
    refuseLonger('Avatar description', avatarDescription, PROFILE_LIMITS.pictureDescription);
    refuseLonger('Header description', headerDescription, PROFILE_LIMITS.pictureDescription);
    if (fields.length > PROFILE_LIMITS.fields)
        throw new Unprocessable(`Validation failed: Fields are limited to ${PROFILE_LIMITS.fields}`);
    for (const { name, value } of fields) {
        if (name.trim() === '' && value.trim() !== '')
            throw new Unprocessable("Validation failed: Fields a value without a name can't be shown");
        refuseLonger('Field name', name, PROFILE_LIMITS.fieldName);
        refuseLonger('Field value', value, PROFILE_LIMITS.fieldValue);
    }
    if (attributionDomains && attributionDomains.length > PROFILE_LIMITS.attributionDomains)
        throw new Unprocessable(
            `Validation failed: Attribution domains are limited to ${PROFILE_LIMITS.attributionDomains}`,
        );
}

function refuseLonger(what: string, text: string | undefined, most: number): void {
    if (text !== undefined && countCharacters(text) > most)
        throw new Unprocessable(`Validation failed: ${what} is too long (maximum is ${most} characters)`);
}
