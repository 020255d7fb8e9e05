export { markConversation, removeConversation } from './change-conversation';
export { forgetDirectStatus } from './forget-direct-status';
export { findConversation, listConversations, type ConversationRow } from './list-conversations';
export { recordDirectStatus, type MovedConversation } from './record-direct-status';
