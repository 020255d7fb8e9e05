import pino from 'pino';
import { config } from './config';
import { logLine } from './log-line';

/** Secrets and bodies never go into the log; these are the places where one might slip in. */
const redact = ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'];

/** At a terminal a person reads along; everywhere else a machine does. */
const destination = process.stdout.isTTY
    ? { write: (line: string) => process.stdout.write(logLine(line)) }
    : pino.destination({ fd: 1, sync: true });

/** The one log: structured lines on standard output, one JSON object each (at a terminal: readable ones). */
export const log = pino({ level: config().logLevel, base: undefined, redact }, destination);
