import { inGroups, inTransaction } from '../db';
import { fanOut, placesOf, trimHomesNow, type Places } from '../domain/timelines';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';
import { roomsOf } from './status-rooms';

/** What is older than this when it arrives takes its place in the past without being announced. */
const NEWS_FOR = 24 * 3_600_000;

/** Writes a new status into homes and tells those who are looking. */
export const distributeStatus: Effect<'status.created' | 'status.boosted' | 'status.relayed'> = async (
    db,
    { statusId },
) => {
    const places = await placesOf(db, statusId);
    if (!places) return;
    const readers = await distribute(db, places);
    await trimHomesNow(db, readers, statusId);
};

/**
 * Into homes and rooms at once, so that a second try tells no home twice. What arrives in one moment shares a transaction: each
 * commit waits for the disk, and those that tell somebody wait for each other.
 */
const distribute = inGroups<Places, string[]>(
    25,
    (db, group) =>
        inTransaction(db, async (tx) => {
            const readers = await Promise.all(group.map((places) => fanOut(tx, places)));
            const news = group.flatMap((places, index) =>
                isNews(places)
                    ? {
                          rooms: [...(readers[index] ?? []).map(userRoom), ...roomsOf(places)],
                          event: 'update' as const,
                          subjectId: places.id,
                      }
                    : [],
            );
            await publish(tx, news);
            return readers;
        }),
    { lanes: 3 },
);

const isNews = ({ createdAt }: Places) => Date.now() - createdAt.getTime() <= NEWS_FOR;
