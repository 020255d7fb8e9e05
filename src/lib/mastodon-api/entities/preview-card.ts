import type { Account } from './account';
import type { TagHistory } from './tag';

export type PreviewCardType = 'link' | 'photo' | 'video' | 'rich';

export interface PreviewCardAuthor {
    name: string;
    url: string;
    account: Account | null;
}

/** https://docs.joinmastodon.org/entities/PreviewCard/ */
export interface PreviewCard {
    url: string;
    title: string;
    description: string;
    language?: string | null;
    type: PreviewCardType;
    authors: PreviewCardAuthor[];
    author_name: string;
    author_url: string;
    provider_name: string;
    provider_url: string;
    html: string;
    width: number;
    height: number;
    image: string | null;
    image_description?: string;
    embed_url: string;
    blurhash: string | null;
    published_at: string | null;
    missing_attribution?: boolean | null;
}

/** A card with its use over the last days. https://docs.joinmastodon.org/entities/PreviewCard/#trends-link */
export interface TrendsLink extends PreviewCard {
    history: TagHistory[];
}
