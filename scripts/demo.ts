/** The demonstration, from the build that `npm run demo` has just made sure of. */
import { readFileSync } from 'node:fs';

const build = readFileSync(new URL('../build/current', import.meta.url), 'utf8');
await import(new URL(`../build/${build}/cli/demo.js`, import.meta.url).href);
