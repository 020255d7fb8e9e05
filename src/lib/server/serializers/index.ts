export { asyncRefreshEntity, asyncRefreshHeader } from './async-refresh';
export { accentColour } from './accent-colour';
export { brandingEntity, iconAddresses, instanceBrandingEntity } from './branding';
export { accountEntity, acctOf } from './account';
export { presentAnnouncements, presentReaction } from './announcement';
export { findAccountRows, type AccountRow } from './account-rows';
export { presentCredentialAccount } from './credential-account';
export { adminEmojiEntity, emojiEntities, presentEmojiList } from './custom-emoji';
export { markersEntity } from './marker';
export { asMoment } from './moments';
export { presentConversation, presentConversations } from './conversation';
export { filterEntity, filterStatusEntity, keywordEntity, v1FilterEntity } from './filter';
export { filteredFor, withFilters } from './filtered';
export { presentFindings } from './findings';
export { listEntity } from './list';
export { presentFamiliarFollowers, presentMutedAccounts } from './listed-people';
export { kindsOfTypes, presentNotification, presentNotifications } from './notification';
export type { NotificationReader } from './notification-details';
export { notificationSentence } from './notification-words';
export { pushedKinds, pushSubscriptionEntity } from './push-subscription';
export { presentGroups } from './notification-group';
export {
    presentNotificationPolicy,
    presentNotificationRequest,
    presentNotificationRequests,
    presentPolicyV1,
} from './notification-request';
export { interactionPolicyEntity } from './interaction-policy';
export { presentInteractionRequest, presentInteractionRequests } from './interaction-request';
export { presentAccount, presentAccounts } from './present-accounts';
export { presentMedia } from './present-media';
export { presentProgress } from './present-progress';
export { presentHistory } from './status-history';
export { embeddedStatusPage, missingEmbedPage } from './embed-page';
export { oembedEntity } from './embedded-status';
export { presentEmbeddable, presentStatus, presentStatuses } from './present-statuses';
export { presentPoll } from './present-poll';
export { presentReports } from './report';
export { presentReactions } from './reaction';
export { presentProfile } from './profile';
export { presentOneScheduled, presentScheduled } from './scheduled-status';
export { presentRelationship, presentRelationships } from './relationship';
export { applicationEntity, credentialApplicationEntity, tokenEntity, tokenInfoEntity } from './application';
export { instanceEntity, ruleEntity, v1InstanceEntity } from './instance';
export { longTextEntity, termsEntity } from './long-text';
export { presentSuggestions } from './suggestion';
export { threadAnswersEntity } from './thread-answers';
export { translationEntity } from './translation';
export { presentLinks } from './trending-link';
export { featuredTagEntity, presentTags } from './tag';
