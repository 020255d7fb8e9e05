import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Queryable } from '../../db';
import { settings } from '../../db/schema';
import { prepareBanner, prepareLogo } from '../../media';
import { newKey, put, removeStored } from '../../storage';

/** The pictures a community is known by; each is set as a whole. */
export const BRAND_PICTURES = ['logo', 'banner'] as const;
export type BrandPicture = (typeof BRAND_PICTURES)[number];

/** The stored files of both: what is missing is the software's own. */
export interface Branding {
    logo?: Record<'icon192' | 'icon512' | 'maskable192' | 'maskable512' | 'apple' | 'favicon', string>;
    banner?: { large: string; small: string; blurhash: string };
}

const ROW = 'branding';

/** Is this the name of a picture the community is known by? */
export function isBrandPicture(name: string): name is BrandPicture {
    return BRAND_PICTURES.some((known) => known === name);
}

export async function readBranding(db: Queryable): Promise<Branding> {
    const [row] = await db.select().from(settings).where(eq(settings.name, ROW));
    return (row?.value ?? {}) as Branding;
}

/**
 * Gives the community a logo or a banner, in every size in which it is shown; every process knows it at once.
 * @throws Unprocessable for what is no picture.
 */
export async function setBrandPicture(db: Database, name: BrandPicture, bytes: Buffer): Promise<void> {
    const stored: string[] = [];
    const store = async (content: Buffer, extension: string) => {
        const key = newKey('branding', extension);
        stored.push(key);
        await put(key, content);
        return key;
    };
    try {
        await replace(
            db,
            name,
            await (name === 'logo' ? storeLogo(bytes, store) : storeBanner(bytes, store)),
        );
    } catch (error) {
        await Promise.allSettled(stored.map(removeStored));
        throw error;
    }
}

/** Takes a logo or a banner off: the software's own are shown again. */
export async function removeBrandPicture(db: Database, name: BrandPicture): Promise<void> {
    await replace(db, name, {});
}

type Store = (content: Buffer, extension: string) => Promise<string>;

async function storeLogo(bytes: Buffer, store: Store): Promise<Branding> {
    const made = await prepareLogo(bytes);
    const logo: Partial<NonNullable<Branding['logo']>> = {};
    for (const [name, content] of Object.entries(made))
        logo[name as keyof typeof made] = await store(content, 'png');
    return { logo: logo as NonNullable<Branding['logo']> };
}

async function storeBanner(bytes: Buffer, store: Store): Promise<Branding> {
    const { large, small, blurhash } = await prepareBanner(bytes);
    return { banner: { large: await store(large, 'webp'), small: await store(small, 'webp'), blurhash } };
}

/** The former files go once nobody is told of them any more. */
async function replace(db: Database, name: BrandPicture, next: Branding): Promise<void> {
    const former = await inTransaction(db, async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${ROW}))`);
        const { [name]: gone, ...kept } = await readBranding(tx);
        const value = { ...kept, ...next };
        await tx
            .insert(settings)
            .values({ name: ROW, value })
            .onConflictDoUpdate({ target: settings.name, set: { value, updatedAt: sql`now()` } });
        return gone;
    });
    const keys = Object.values(former ?? {}).filter((value) => value.startsWith('branding/'));
    await Promise.allSettled(keys.map(removeStored));
}
