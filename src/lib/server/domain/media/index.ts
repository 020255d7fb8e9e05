export { attachMedia, MOST_MEDIA } from './attach-media';
export { loadProxyKey } from './load-proxy-key';
