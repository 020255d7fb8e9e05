export { changeList, createList, deleteList, type ListChanges } from './change-list';
export { addToList, listPeopleOf, removeFromList } from './list-people';
export { findList, findLists, findListsWith, type ListRow } from './list-row';
export { ownsList } from './owns-list';
