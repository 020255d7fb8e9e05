export { countUnread, type UnreadLimit } from './count-unread';
export {
    clearNotifications,
    dismissGroup,
    dismissNotification,
    dismissNotifications,
} from './dismiss-notifications';
export { findGroup, groupKeyOf, listGroupAccounts, listGroups, type NotificationGroup } from './groups';
export {
    findNotification,
    listNotifications,
    type NotificationChoice,
    type NotificationRow,
} from './list-notifications';
export type { Notice } from './notice';
export { forgetOldNotifications } from './forget-old-notifications';
export { notify } from './notify';
export { changePolicy, findPolicy, type Policy } from './policy';
export {
    acceptRequests,
    countRequests,
    dismissRequests,
    findRequest,
    listRequests,
    type RequestRow,
} from './requests';
export { turnRequestIntoFollow } from './turn-request-into-follow';
export { forgetNotificationsBetween, forgetNotificationsOfDomain, withdrawNotifications } from './withdraw';
