import { formatBytes, m } from '$lib/i18n';
import type { MediaAttachment, MediaType } from '$lib/mastodon-api/entities';
import { clockTime } from './clock-time';

const KINDS: Record<MediaType, () => string> = {
    image: m.media_kind_image,
    gifv: m.media_kind_gifv,
    video: m.media_kind_video,
    audio: m.media_kind_audio,
    unknown: m.media_kind_unknown,
};

/** What a file is, in a word. */
export const kindWord = ({ type }: Pick<MediaAttachment, 'type'>): string => KINDS[type]();

/** How large a file is, in what is known of it: its edges in pixels, its length, its bytes. */
export function measureOf({ meta }: Pick<MediaAttachment, 'meta'>): string {
    const { width, height, duration, bitrate } = meta?.original ?? {};
    const bytes = duration && bitrate ? (duration * bitrate) / 8 : 0;
    return [
        width && height ? `${width} × ${height}` : '',
        duration ? clockTime(duration) : '',
        bytes ? m.media_about({ size: formatBytes(bytes) }) : '',
    ]
        .filter(Boolean)
        .join(' · ');
}

/** What a screen reader says of a file: its description, or what it is without one. */
export function spokenName(attachment: MediaAttachment): string {
    return attachment.description || m.media_undescribed({ kind: kindWord(attachment) });
}
