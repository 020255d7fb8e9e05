import { rel01 } from './rel-01';
import { rel02 } from './rel-02';
import { rel04 } from './rel-04';
import { rel07 } from './rel-07';
import { rel09 } from './rel-09';
import { rel10 } from './rel-10';
import { rel12 } from './rel-12';
import { rel17 } from './rel-17';
import { rel18 } from './rel-18';
import { rel20 } from './rel-20';
import { rel21 } from './rel-21';
import { rel26 } from './rel-26';
import type { Scenario } from './scenario';

/** Every fault that the server is put to, in the order of the list in README.md. */
export const scenarios: readonly Scenario[] = [
    rel01,
    rel02,
    rel04,
    rel07,
    rel09,
    rel10,
    rel12,
    rel17,
    rel18,
    rel20,
    rel21,
    rel26,
];
