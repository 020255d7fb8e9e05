export { indexMissing, indexStatus } from './index-status';
export { SEARCHED, search, searchPeople, type Findings, type SearchQuery } from './search';
