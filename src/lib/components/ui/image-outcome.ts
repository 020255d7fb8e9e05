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
        const loaded = () => tell.loaded?.();
        const failed = () => tell.failed?.();
        image.addEventListener('load', loaded);
        image.addEventListener('error', failed);
        // Its size would not tell: a drawing without one of its own has none.
        if (image.complete && image.getAttribute('src')) image.decode().then(loaded, failed);
        return () => {
            image.removeEventListener('load', loaded);
            image.removeEventListener('error', failed);
        };
    };
}
