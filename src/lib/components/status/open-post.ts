import { goto } from '$app/navigation';

/** What has a click of its own inside a card. */
const HELD = 'a, button, form, input, video, audio, summary, [role="menu"]';

/**
 * A card is one large target for its post, except where it holds something of its own. A card within the card takes
 * the click before its surroundings do. With the keyboard the post is reached by the link of its time.
 */
export function openPost(event: MouseEvent, href: string): void {
    if (event.defaultPrevented || (event.target as Element).closest(HELD) || getSelection()?.toString())
        return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey) window.open(href, '_blank');
    else void goto(href);
}
