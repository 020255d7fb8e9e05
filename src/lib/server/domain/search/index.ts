export { SEARCHED, search, searchPeople, type Findings, type SearchQuery } from './search';
