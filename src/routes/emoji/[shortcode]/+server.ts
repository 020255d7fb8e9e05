import { serveEmoji, servesActivity } from '$lib/server/federation';

/** What a post's tag refers to. https://docs.joinmastodon.org/spec/activitypub/#Emoji */
export const GET = servesActivity(serveEmoji);
