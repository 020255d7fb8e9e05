export { notify, type Notice } from './notify';
export { turnRequestIntoFollow } from './turn-request-into-follow';
export { forgetNotificationsBetween, withdrawNotifications } from './withdraw';
