export {
    featureHashtag,
    keepFeaturedHashtags,
    listFeaturedHashtags,
    MOST_FEATURED,
    unfeatureHashtag,
    type FeaturedHashtag,
} from './feature-hashtag';
export { findHashtag, hashtagNamed, type TagRow } from './find-hashtag';
export { followHashtag, listFollowedHashtags, unfollowHashtag } from './follow-hashtag';
export { hashtagPage } from './hashtag-page';
export { wearHashtags } from './wear-hashtags';
export { suggestHashtags } from './suggest-hashtags';
