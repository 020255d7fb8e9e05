export {
    announceActivity,
    answerActivity,
    blockActivity,
    createActivity,
    deleteActivity,
    emojiReactActivity,
    followActivity,
    likeActivity,
    moveActivity,
    pinActivity,
    undoActivity,
    updateActivity,
    type ActivityDocument,
} from './activities';
export { emojiDocument, hashtagTags } from './tags';
export { actorDocument, featuredTagsUrl, featuredUrl, instanceActorDocument, introductionOf } from './actor';
export { collectionDocument, collectionPageDocument } from './collection';
export { flagActivity } from './flag';
export { loadNote, loadNotes } from './load-notes';
export {
    quoteAnswerActivity,
    quoteAuthorizationDocument,
    quoteRequestActivity,
    quoteRequestUri,
    quoteRevocationActivity,
    type QuoteAddresses,
} from './quotes';
export { addressingOfStatus, noteDocument, type NoteDocument, type NoteParts } from './note';
export { pollNumbersActivity, voteActivity } from './poll-activities';
