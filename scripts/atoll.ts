/** The operator's commands, from the build that `npm run atoll` has just made sure of. */
import { readFileSync } from 'node:fs';

const build = readFileSync(new URL('../build/current', import.meta.url), 'utf8');
// Standard output belongs to the command's answer.
process.env.LOG_LEVEL = 'silent';
await import(new URL(`../build/${build}/cli/main.js`, import.meta.url).href);
