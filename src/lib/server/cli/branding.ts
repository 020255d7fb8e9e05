import { readFile } from 'node:fs/promises';
import {
    BRAND_PICTURES,
    isBrandPicture,
    removeBrandPicture,
    setBrandPicture,
    type BrandPicture,
} from '../domain/instance';
import { UsageError, wordAt, type Call, type Command } from './command';

/** A running server shows it at once. */
export const brandingSet: Command = {
    name: 'branding set',
    about: 'Gives the community a logo or a banner, in every size that pages, apps and links show.',
    words: ['logo|banner', 'FILE'],
    async run(call) {
        const name = pictureOf(call);
        const file = wordAt(call, 1);
        const bytes = await readFile(file).catch(() => {
            throw new UsageError(`There is no file ${file} that can be read.`);
        });
        await setBrandPicture(await call.database(), name, bytes);
        return { lines: [`The community has a new ${name}.`], data: { [name]: true } };
    },
};

export const brandingRemove: Command = {
    name: 'branding remove',
    about: 'Takes the logo or the banner off: the software’s own are shown again.',
    words: ['logo|banner'],
    async run(call) {
        const name = pictureOf(call);
        await removeBrandPicture(await call.database(), name);
        return { lines: [`The community has no ${name} of its own any more.`], data: { [name]: false } };
    },
};

function pictureOf(call: Call): BrandPicture {
    const name = wordAt(call, 0);
    if (!isBrandPicture(name)) throw new UsageError(`It is one of ${BRAND_PICTURES.join(', ')}.`);
    return name;
}
