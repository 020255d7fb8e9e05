export { addressBehind, proxiedAddress, useProxyKey } from './proxied-address';
export { cutProfilePicture, LARGEST_PICTURE, PICTURE_SIZES, type ProfilePicture } from './profile-picture';
export { remotePicture, type RemotePicture } from './remote-picture';
