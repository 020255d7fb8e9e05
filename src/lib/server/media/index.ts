export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { cutPicture, LARGEST_PICTURE, PICTURE_SIZES, type CutPicture } from './cut-picture';
export { remotePicture, type RemotePicture } from './remote-picture';
