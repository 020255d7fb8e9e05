import { expect, test } from 'vitest';
import { NotFound } from '$lib/server/errors';
import { runJobs } from '$lib/server/jobs';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aStatus } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import { favouriteStatus } from './favourite-status';

const db = await testDatabase();

test('liking twice is liking once', async () => {
    const status = await aStatus(db, { by: await anAccount(db) });
    const viewer = await asViewer(db, await anAccount(db));
    await favouriteStatus(db, viewer, status.id);
    await favouriteStatus(db, viewer, status.id);
    await runJobs();
    const row = await db.query.statuses.findFirst();
    expect(row?.favouritesCount).toBe(1);
});

test('a status that may not be seen cannot be liked, and does not show that it exists', async () => {
    const status = await aStatus(db, { by: await anAccount(db), visibility: 'direct' });
    const viewer = await asViewer(db, await anAccount(db));
    await expect(favouriteStatus(db, viewer, status.id)).rejects.toThrow(NotFound);
    await expect(favouriteStatus(db, viewer, '1')).rejects.toThrow(NotFound);
});
