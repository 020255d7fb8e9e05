export { favouriteStatus } from './favourite-status';
export { findActedOnStatus, findVisibleStatus, type StatusRow } from './find-visible-status';
export { isVisible, visibleTo, type Sight } from './visibility';
