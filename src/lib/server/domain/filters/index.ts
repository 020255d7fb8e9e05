export { changeFilter, createFilter, deleteFilter, type FilterChanges } from './change-filter';
export { addKeyword, changeKeyword, deleteKeyword, type KeywordChange } from './change-keywords';
export { chooseStatus, unchooseStatus } from './choose-status';
export { type FilterMatch, type FilterMatcher, type Filterable } from './filter-matcher';
export {
    findChosenStatus,
    findFilter,
    findFilters,
    findKeyword,
    type ChosenStatus,
    type Filter,
    type Keyword,
} from './filter-row';
export { filtersOf } from './known-filters';
export {
    changePhraseFilter,
    createPhraseFilter,
    deletePhraseFilter,
    findPhraseFilters,
    type PhraseChanges,
    type PhraseFilter,
} from './phrase-filters';
export { foldText } from './phrase-index';
