export { attachMedia, MOST_MEDIA } from './attach-media';
