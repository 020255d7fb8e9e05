import type { MediaAttachment, MediaMetaDetails } from '$lib/mastodon-api/entities';
import { config } from '../config';
import { proxiedAddress } from '../media';
import type { MediaSize } from '../db/schema';
import { addressOfKey } from '../storage';
import type { MediaRow } from './attached-rows';

/** https://docs.joinmastodon.org/entities/MediaAttachment/ */
export function mediaEntity(row: MediaRow): MediaAttachment {
    const isElsewhere = row.key === null && row.remoteUrl !== null && row.type !== 'unknown';
    if (isElsewhere && config().remoteMedia.mode === 'off') return withheldEntity(row);
    // What is not shown here is only linked to; everything a browser loads comes from here.
    const remoteUrl = row.type !== 'unknown' && row.remoteUrl ? proxiedAddress(row.remoteUrl) : row.remoteUrl;
    const remotePreview = row.remotePreviewUrl && proxiedAddress(row.remotePreviewUrl);
    const url = row.key ? addressOfKey(row.key) : remoteUrl;
    // A picture stands for itself; what is played needs one that stands for it.
    const stand = row.type === 'image' || row.type === 'unknown' ? url : null;
    const preview = row.previewKey ? addressOfKey(row.previewKey) : (remotePreview ?? stand);
    const isReady = row.state === 'ready';
    return {
        id: row.id,
        type: row.type,
        url: isReady ? url : null,
        preview_url: isReady ? preview : null,
        remote_url: row.remoteUrl,
        preview_remote_url: row.remotePreviewUrl,
        text_url: null,
        meta: {
            ...(row.original && playedMeta(row.original, row.type)),
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

/** What Mastodon tells of film and sound beside the sizes, and how loud sound is along its length. */
function playedMeta(
    { duration, frameRate, width, height, hasAudio, waveform }: MediaSize,
    type: MediaRow['type'],
) {
    if (duration === undefined) return undefined;
    const [frames = 0, seconds = 1] = (frameRate ?? '').split('/').map(Number);
    return {
        length: asLength(duration),
        duration,
        ...(frames > 0 && { fps: Math.round(frames / seconds) }),
        ...(width !== undefined &&
            height !== undefined && { size: `${width}x${height}`, width, height, aspect: width / height }),
        ...(hasAudio && type === 'video' && { audio_encode: 'aac' }),
        ...(waveform && { waveform }),
    };
}

/** Such as `0:01:28.65`. */
function asLength(seconds: number): string {
    const whole = Math.floor(seconds);
    const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
    const hundredths = two((seconds - whole) * 100);
    return `${Math.floor(whole / 3_600)}:${two((whole / 60) % 60)}:${two(whole % 60)}.${hundredths}`;
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
