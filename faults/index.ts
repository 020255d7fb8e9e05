import { rel02 } from './rel-02';
import type { Scenario } from './scenario';

/** Every fault that the server is put to, in the order of the list in README.md. */
export const scenarios: readonly Scenario[] = [rel02];
