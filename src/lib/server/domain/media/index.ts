export { attachMedia, MOST_MEDIA } from './attach-media';
export { forgetUnattached } from './forget-unattached';
export { loadProxyKey } from './load-proxy-key';
export { detachMedia, MOST_DESCRIPTION_CHARACTERS, releaseMedia, reviseMedia } from './revise-media';
