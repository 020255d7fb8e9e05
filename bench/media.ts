import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { measurePictures } from './media-images.ts';
import { measureFilms } from './media-video.ts';
import { measureServing } from './media-serving.ts';
import type { Line } from './table.ts';

/** Each kind of file, one after another. */
const KINDS: readonly ((community: Community, data: DataSet) => Promise<Line[]>)[] = [
    measurePictures,
    measureFilms,
    measureServing,
];

/** What it costs to take files in and to give them out. */
export async function measureMedia(community: Community, data: DataSet): Promise<Line[]> {
    const lines: Line[] = [];
    for (const measureKind of KINDS) lines.push(...(await measureKind(community, data)));
    return lines;
}
