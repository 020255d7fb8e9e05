export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { remotePicture, type RemotePicture } from './remote-picture';
