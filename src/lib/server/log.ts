import pino from 'pino';
import { config } from './config';

/** The one log: structured lines on standard output. Secrets and bodies never go into it. */
export const log = pino({
    level: config().logLevel,
    base: undefined,
    redact: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
});
