export type { Notice } from './notice';
export { notify } from './notify';
export { turnRequestIntoFollow } from './turn-request-into-follow';
export { forgetNotificationsBetween, withdrawNotifications } from './withdraw';
