import type { Instance } from '$lib/mastodon-api/entities';
import { kindOf } from '../outbox/awaited-media';

export type AttachLimits = Pick<Instance['configuration'], 'statuses' | 'media_attachments'>;

/** Why a file is not taken: its type, its size, their number, or because a film or a sound stands alone. */
export type AttachProblem = 'type' | 'picture-size' | 'film-size' | 'count' | 'alone';

/** Why a post that shows `attached` cannot show a file as well; null where it can. Known before anything is sent. */
export function attachProblem(
    file: Pick<File, 'type' | 'size'>,
    attached: readonly { type: string }[],
    { statuses, media_attachments: limits }: AttachLimits,
): AttachProblem | null {
    const kind = kindOf(file.type);
    const isAlone = (type: string) => type === 'video' || type === 'audio';
    // Where the device knows no type, the server looks.
    if (file.type !== '' && !limits.supported_mime_types.includes(file.type)) return 'type';
    if (kind === 'image' && file.size > limits.image_size_limit) return 'picture-size';
    if (kind !== 'image' && file.size > limits.video_size_limit) return 'film-size';
    if (attached.length >= statuses.max_media_attachments) return 'count';
    if (attached.length > 0 && [kind, ...attached.map(({ type }) => type)].some(isAlone)) return 'alone';
    return null;
}
