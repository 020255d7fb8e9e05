import type { PreviewCard } from '$lib/mastodon-api/entities';
import type { CardRow } from './attached-rows';
import { proxiedAddress } from '../media';
import { mediaAddress } from './media-attachment';
import { asMoment } from './moments';

/** https://docs.joinmastodon.org/entities/PreviewCard/ */
export function cardEntity(row: CardRow): PreviewCard {
    return {
        url: row.url,
        title: row.title,
        description: row.description,
        language: row.language,
        type: row.type,
        authors: row.authorName ? [{ name: row.authorName, url: row.authorUrl, account: null }] : [],
        author_name: row.authorName,
        author_url: row.authorUrl,
        provider_name: row.providerName,
        provider_url: row.providerUrl,
        html: row.html,
        width: row.width,
        height: row.height,
        image: row.imageKey ? mediaAddress(row.imageKey) : row.imageUrl && proxiedAddress(row.imageUrl),
        image_description: row.imageDescription,
        embed_url: '',
        blurhash: row.blurhash,
        published_at: row.publishedAt === null ? null : asMoment(row.publishedAt),
    };
}
