import type { MediaAttachment } from '$lib/mastodon-api/entities';

interface Shown {
    /** What stands for the page where it has no media of its own. */
    image?: string | undefined;
    media?: MediaAttachment | undefined;
}

interface Tag {
    property: string;
    content: string;
}

/** What link cards elsewhere show of a page. https://ogp.me/#structured */
export function previewTags({ image, media }: Shown): Tag[] {
    const picture = media ? (media.preview_url ?? (media.type === 'image' ? media.url : null)) : null;
    const tags: [string, string | number | null | undefined][] = [['og:image', picture ?? image]];
    const { small, original } = media?.meta ?? {};
    if (media && picture) {
        const size = picture === media.url ? original : small;
        tags.push(['og:image:width', size?.width], ['og:image:height', size?.height]);
        tags.push(['og:image:alt', media.description], ['twitter:card', 'summary_large_image']);
    }
    if (media?.url && (media.type === 'video' || media.type === 'gifv')) {
        tags.push(['og:video', media.url], ['og:video:type', 'video/mp4']);
        tags.push(['og:video:width', original?.width], ['og:video:height', original?.height]);
    }
    if (media?.url && media.type === 'audio') tags.push(['og:audio', media.url]);
    return tags.flatMap(([property, content]) => (content ? [{ property, content: String(content) }] : []));
}
