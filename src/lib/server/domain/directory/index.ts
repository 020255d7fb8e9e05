export { listDirectory, type DirectoryQuery } from './list-directory';
export { isPresentable, mayBeMet, nothingBetween } from './may-be-met';
export {
    dismissSuggestion,
    suggestPeople,
    type SuggestedPerson,
    type SuggestionSource,
} from './suggest-people';
