export { attachMedia, MOST_MEDIA } from './attach-media';
export { loadProxyKey } from './load-proxy-key';
export { detachMedia, MOST_DESCRIPTION_CHARACTERS, reviseMedia } from './revise-media';
