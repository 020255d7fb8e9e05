export { ownsList } from './owns-list';
