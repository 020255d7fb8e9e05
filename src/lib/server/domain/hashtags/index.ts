export {
    featureHashtag,
    listFeaturedHashtags,
    unfeatureHashtag,
    type FeaturedHashtag,
} from './feature-hashtag';
export { findHashtag, hashtagNamed, type TagRow } from './find-hashtag';
export { followHashtag, listFollowedHashtags, unfollowHashtag } from './follow-hashtag';
export { keepHashtags } from './keep-hashtags';
