import type { MediaAttachment, MediaMetaDetails } from '$lib/mastodon-api/entities';
import { proxiedAddress } from '../media';
import type { MediaSize } from '../db/schema';
import { addressOfKey } from '../storage';
import type { MediaRow } from './attached-rows';

/** https://docs.joinmastodon.org/entities/MediaAttachment/ */
export function mediaEntity(row: MediaRow): MediaAttachment {
    const remoteUrl = row.type === 'image' && row.remoteUrl ? proxiedAddress(row.remoteUrl) : row.remoteUrl;
    const remotePreview = row.remotePreviewUrl && proxiedAddress(row.remotePreviewUrl);
    const url = row.key ? addressOfKey(row.key) : remoteUrl;
    const preview = row.previewKey ? addressOfKey(row.previewKey) : (remotePreview ?? url);
    const isReady = row.state === 'ready';
    return {
        id: row.id,
        type: row.type,
        url: isReady ? url : null,
        preview_url: isReady && !(row.type === 'audio' && !row.previewKey) ? preview : null,
        remote_url: row.remoteUrl,
        preview_remote_url: row.remotePreviewUrl,
        text_url: null,
        meta: {
            ...(row.original && { original: sizeEntity(row.original) }),
            ...(row.small && { small: sizeEntity(row.small) }),
            // Kept in thousandths; the API's axes run from −1 to 1 with y upwards.
            ...(row.focusX !== null &&
                row.focusY !== null && { focus: { x: row.focusX / 1_000, y: row.focusY / 1_000 } }),
        },
        description: row.description,
        blurhash: row.blurhash,
    };
}

/** The same of a domain whose files this community does not show: where it is stands there, for whoever wants to look. */
export function withheldEntity(row: MediaRow): MediaAttachment {
    return mediaEntity({
        ...row,
        type: 'unknown',
        state: 'failed',
        remotePreviewUrl: null,
        blurhash: null,
        original: null,
        small: null,
    });
}

function sizeEntity({ width, height, duration, frameRate, bitrate }: MediaSize): MediaMetaDetails {
    const details: MediaMetaDetails = {};
    if (width !== undefined && height !== undefined) {
        details.width = width;
        details.height = height;
        details.size = `${width}x${height}`;
        details.aspect = height > 0 ? width / height : 1;
    }
    if (frameRate !== undefined) details.frame_rate = frameRate;
    if (duration !== undefined) details.duration = duration;
    if (bitrate !== undefined) details.bitrate = bitrate;
    return details;
}
