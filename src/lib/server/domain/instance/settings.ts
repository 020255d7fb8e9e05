import { problemWithCss } from './community-css';
import type { Queryable } from '../../db';
import { readByteSize } from '$lib/text';
import { isRoleName, settings } from '../../db/schema';

/** How one setting of the community is read, from the database and from whoever sets it. */
export interface InstanceSetting<T> {
    fallback: T;
    /** The sentence that tells an operator what it does. */
    about: string;
    expected: string;
    /** Undefined where the value is not acceptable. A text is what a form or the command line gives. */
    read(value: unknown): T | undefined;
    /** What is wrong with a value that reads well otherwise, in words for whoever sets it. */
    problem?(value: T): string | undefined;
}

const text = (about: string, { fallback = '', max = 500 } = {}): InstanceSetting<string> => ({
    fallback,
    about,
    expected: `a text of at most ${max} characters`,
    read: (value) =>
        typeof value === 'string' && value.length <= max && !value.includes('\0') ? value.trim() : undefined,
});

const oneOf = <const T extends string>(
    about: string,
    values: readonly T[],
    fallback: T,
): InstanceSetting<T> => ({
    fallback,
    about,
    expected: `one of ${values.join(', ')}`,
    read: (value) => values.find((allowed) => allowed === value),
});

const flag = (about: string, fallback: boolean): InstanceSetting<boolean> => ({
    fallback,
    about,
    expected: 'true or false',
    read: (value) =>
        value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined,
});

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const HANDLE = /^@?[\w.-]{1,100}(@[\w.:-]{1,253})?$/;

/** How much the members of a role may keep, as `member=5GB` says it. */
export function readAllowance(text: unknown) {
    const [role = '', size = ''] = typeof text === 'string' ? text.split('=') : [];
    const bytes = readByteSize(size);
    return isRoleName(role) && bytes !== undefined ? { role, bytes } : undefined;
}

/** Every setting of the community with its default, in the order they are listed. */
export const INSTANCE_SETTINGS = {
    title: text('The name of the community.', { fallback: 'Atoll', max: 100 }),
    shortDescription: text('What the community is, in a sentence or two of plain text.', { max: 1_000 }),
    description: text(
        'The longer description on the about page, in plain text; blank lines part paragraphs.',
        {
            max: 50_000,
        },
    ),
    accentHue: {
        fallback: null,
        about: 'The hue of the community, in degrees, for everybody who chose none of their own; empty is the software’s.',
        expected: 'a whole number from 0 to 359, or nothing',
        read(value) {
            if (value === null || value === '') return null;
            const hue = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
            return typeof hue === 'number' && Number.isInteger(hue) && hue >= 0 && hue < 360
                ? hue
                : undefined;
        },
    } as InstanceSetting<number | null>,
    customCss: {
        ...text('Style of the community’s own, within what is safe for everybody (docs/configuration.md).', {
            max: 50_000,
        }),
        problem: problemWithCss,
    },
    registrations: oneOf('Who may join.', ['open', 'approval', 'closed'], 'approval'),
    registrationMessage: text('What is told to strangers while nobody may join.', { max: 5_000 }),
    reasonRequired: flag('Whether whoever asks to join must say why.', true),
    emailConfirmation: oneOf(
        'Whether an address must be proven before its member may act.',
        ['when-mail-is-sent', 'always', 'never'],
        'when-mail-is-sent',
    ),
    contactEmail: text('The address to which people write to the operators.', { max: 254 }),
    contactUsername: text('The member who speaks for the community.', { max: 30 }),
    languages: {
        fallback: ['en'],
        about: 'The languages spoken here, separated by commas.',
        expected: 'languages such as en,de',
        read(value) {
            const list = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
            const fits =
                Array.isArray(list) && list.length > 0 && list.every((entry) => LANGUAGE.test(entry));
            return fits ? (list as string[]) : undefined;
        },
    } as InstanceSetting<string[]>,
    suggestedPeople: {
        fallback: [],
        about: 'Whom new members are suggested to follow, as handles separated by commas.',
        expected: 'handles such as ana,bob@elsewhere.example',
        read: (value) => {
            const list = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
            if (!Array.isArray(list) || list.length > 40) return undefined;
            const handles = list.filter((entry) => entry !== '');
            return handles.every((entry) => HANDLE.test(entry)) ? (handles as string[]) : undefined;
        },
    } as InstanceSetting<string[]>,
    emojiCategories: {
        fallback: [],
        about: 'The headings of the community’s emoji in their order, separated by commas; others follow by name.',
        expected: 'at most 200 headings of at most 64 characters',
        read: (value) => {
            const list = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
            if (!Array.isArray(list) || list.length > 200) return undefined;
            const headings = list.filter((entry) => entry !== '');
            const fits = headings.every((entry) => typeof entry === 'string' && entry.length <= 64);
            return fits ? (headings as string[]) : undefined;
        },
    } as InstanceSetting<string[]>,
    federation: oneOf(
        'With which servers this community speaks: all that are not suspended, or those alone that are listed (`atoll domains allow`).',
        ['open', 'listed'],
        'open',
    ),
    blocksShownTo: oneOf(
        'Who may read the list of servers this community limits.',
        ['nobody', 'members', 'everybody'],
        'nobody',
    ),
    trends: flag('Whether what many people talk about is shown to everybody.', true),
    trendsReview: flag('Whether only what a moderator let through is shown as a trend.', false),
    uploads: {
        fallback: ['member=5GB', 'moderator=20GB'],
        about: 'How much members may keep here in files, by role, such as member=5GB,moderator=20GB; a role that is not named, without end.',
        expected: 'sizes by role such as member=5GB,moderator=20GB',
        read(value) {
            const list = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
            if (!Array.isArray(list)) return undefined;
            const parts = list.filter((part) => part !== '');
            return parts.every((part) => readAllowance(part)) ? (parts as string[]) : undefined;
        },
    } as InstanceSetting<string[]>,
    sourceUrl: text('Where the source code that runs here can be had.', { max: 2_000 }),
    privacyPolicy: text('The privacy policy, in plain text.', { max: 100_000 }),
    termsOfService: text('The terms of service, in plain text; empty means there are none.', {
        max: 100_000,
    }),
    termsEffectiveDate: text('The day from which the terms hold, such as 2026-01-31.', { max: 10 }),
} satisfies Record<string, InstanceSetting<unknown>>;

export type SettingName = keyof typeof INSTANCE_SETTINGS;

/** The community's settings, complete. */
export type InstanceSettings = {
    [K in SettingName]: Exclude<ReturnType<(typeof INSTANCE_SETTINGS)[K]['read']>, undefined>;
};

/** Is this the name of a setting? */
export function isSettingName(name: string): name is SettingName {
    return Object.hasOwn(INSTANCE_SETTINGS, name);
}

/** Reads all settings; what is not set, or no longer acceptable, has its default. */
export async function readSettings(db: Queryable): Promise<InstanceSettings & { updatedAt: Date | null }> {
    const rows = await db.select().from(settings);
    const stored = new Map(rows.map((row) => [row.name, row.value]));
    const entries = Object.entries(INSTANCE_SETTINGS).map(([name, setting]) => [
        name,
        setting.read(stored.get(name)) ?? setting.fallback,
    ]);
    const updatedAt = rows.reduce<Date | null>(
        (latest, row) => (!latest || row.updatedAt > latest ? row.updatedAt : latest),
        null,
    );
    return { ...(Object.fromEntries(entries) as InstanceSettings), updatedAt };
}
