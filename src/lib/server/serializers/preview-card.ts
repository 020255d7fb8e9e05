import type { Account, PreviewCard, PreviewCardAuthor } from '$lib/mastodon-api/entities';
import type { CardRow } from './attached-rows';
import { shownAddress } from '../media';
import { addressOfKey } from '../storage';
import { asMoment } from './moments';

/** With whom it credits, where they are known here. https://docs.joinmastodon.org/entities/PreviewCard/ */
export function cardEntity(row: CardRow, author: Account | null): PreviewCard {
    return {
        url: row.url,
        title: row.title,
        description: row.description,
        language: row.language,
        type: row.type,
        authors: authorsOf(row, author),
        author_name: row.authorName,
        author_url: row.authorUrl,
        provider_name: row.providerName,
        provider_url: row.providerUrl,
        html: row.html,
        width: row.width,
        height: row.height,
        image: row.imageKey ? addressOfKey(row.imageKey) : shownAddress(row.imageUrl),
        image_description: row.imageDescription,
        embed_url: row.embedUrl && (shownAddress(row.embedUrl) ?? ''),
        blurhash: row.blurhash,
        published_at: row.publishedAt === null ? null : asMoment(row.publishedAt),
    };
}

function authorsOf(row: CardRow, account: Account | null): PreviewCardAuthor[] {
    if (!account && !row.authorName) return [];
    return [{ name: row.authorName, url: row.authorUrl, account }];
}
