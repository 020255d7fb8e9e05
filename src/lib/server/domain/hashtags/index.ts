export { keepHashtags } from './keep-hashtags';
