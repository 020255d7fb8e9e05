import { config } from '../../config';

/** The page of a hashtag, by its folded identity. */
export function hashtagPage(name: string): string {
    return `${config().origin}/tags/${encodeURIComponent(name)}`;
}
