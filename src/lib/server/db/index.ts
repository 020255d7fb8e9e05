export { closeDatabase, driverOf, inTransaction, openDatabase } from './client';
export type { Connection, Database, Queryable, Transaction } from './client';
export { database, useDatabase } from './current';
export { onHeldConnection } from './held-connection';
export { memoryHearing, type Hearing } from './hear';
export { compareIds, dateOfId, firstIdAt, idAt, isId, newId } from './ids';
export { newestFirst, preparedPage, sliceOrder, withinSlice, type PageParts, type Slice } from './keyset';
export { byKeyInGroups, inGroups } from './in-groups';
export { prepared, type Parameter, type Prepared } from './prepared';
