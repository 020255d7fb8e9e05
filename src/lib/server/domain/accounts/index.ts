export { findAccount, isAdmitted, isListed, type AccountRow } from './find-account';
