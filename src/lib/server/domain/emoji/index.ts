export { addEmoji, MOST_EMOJI_BYTES, type NewEmoji } from './add-emoji';
export { findEmojis, listEmojis, type CommunityEmoji } from './find-emojis';
export { addressOfEmoji, stillAddressOf } from './picture';
export { removeEmoji } from './remove-emoji';
