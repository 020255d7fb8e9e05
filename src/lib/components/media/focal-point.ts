import type { MediaAttachment } from '$lib/mastodon-api/entities';

/** CSS `object-position` that keeps the attachment's focal point (−1 … 1, up is positive) inside a crop. */
export function objectPosition({ meta }: Pick<MediaAttachment, 'meta'>): string {
    const { x, y } = meta?.focus ?? { x: 0, y: 0 };
    return `${percent((x + 1) / 2)} ${percent((1 - y) / 2)}`;
}

const percent = (part: number) => `${Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10}%`;

/** Width over height of a single attachment in a feed: its own, kept between a tall portrait and a panorama. */
export function feedAspect({ meta }: Pick<MediaAttachment, 'meta'>): number {
    const size = meta?.small ?? meta?.original;
    const own = size?.aspect ?? (size?.width && size.height ? size.width / size.height : 16 / 9);
    return Math.min(2.4, Math.max(0.8, own));
}
