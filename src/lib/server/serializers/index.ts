export { accountEntity, acctOf, emojiEntities } from './account';
export { findAccountRows, type AccountRow } from './account-rows';
export { presentCredentialAccount } from './credential-account';
export { mediaAddress } from './media-attachment';
export { asDate, asMidnight, asMoment } from './moments';
export { presentMedia } from './present-media';
export { presentAccount, presentAccounts } from './present-accounts';
export { presentStatus, presentStatuses } from './present-statuses';
export { tagAddress } from './status';
