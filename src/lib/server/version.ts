import { version as fromPackage } from '../../../package.json';

/** The version of this server, such as `0.1.0`. */
export const version: string = fromPackage;
