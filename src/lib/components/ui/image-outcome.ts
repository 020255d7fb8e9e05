import type { Attachment } from 'svelte/attachments';

/**
 * Tells when a picture has come or has failed, also when that happened before the page was hydrated. An `onload` in the
 * markup would be rendered as an inline handler, which the page's content security policy refuses.
 */
export function imageOutcome(tell: {
    loaded?: () => void;
    failed?: () => void;
}): Attachment<HTMLImageElement> {
    return (image) => {
        const settled = () => (image.naturalWidth > 0 ? tell.loaded?.() : tell.failed?.());
        if (image.complete && image.getAttribute('src')) settled();
        image.addEventListener('load', settled);
        image.addEventListener('error', settled);
        return () => {
            image.removeEventListener('load', settled);
            image.removeEventListener('error', settled);
        };
    };
}
