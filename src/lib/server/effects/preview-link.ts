import { config } from '../config';
import { awaitPreview } from '../domain/previews';
import type { Effect } from './effect';

/** Lets a post show a preview of the page it links to. */
export const previewLink: Effect<
    'status.created' | 'status.found' | 'status.relayed' | 'status.edited'
> = async (db, { statusId }) => {
    if (config().previews) await awaitPreview(db, statusId);
};
