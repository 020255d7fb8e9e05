import type { LocalDatabase, SharedDraft } from '../database/records';

/** Any page can send a form here: of what is never looked at, only so much stays. */
const MOST_SHARED = 5;
const MOST_FILES = 20;

/** What the form of a share says, as the manifest names its fields. */
export function readShared(form: FormData, id: string, at: number): SharedDraft {
    const words = (name: string) => {
        const value = form.get(name);
        return typeof value === 'string' && value.trim() !== '' ? value : undefined;
    };
    const files = form.getAll('files').filter((file): file is File => file instanceof File && file.size > 0);
    return {
        id,
        at,
        ...{ title: words('title'), text: words('text'), url: words('url') },
        files: files.slice(0, MOST_FILES),
    };
}

/** Keeps what was shared until the composer takes it. Rejects when the device is full. */
export async function keepShared(database: LocalDatabase, shared: SharedDraft): Promise<void> {
    const earlier = (await database.getAll('shared')).toSorted((a, b) => b.at - a.at);
    await database.write([
        ...earlier.slice(MOST_SHARED - 1).map(({ id }) => ({ store: 'shared' as const, delete: id })),
        { store: 'shared', put: shared },
    ]);
}
