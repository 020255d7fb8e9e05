export { emit, FACTS } from './emit';
export type { DeletedAudience, Fact, FactOf, FactType } from './events';
