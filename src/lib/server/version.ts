import { version as fromPackage } from '../../../package.json';

/** The version of this server, such as `0.1.0`. */
export const version: string = fromPackage;

/** The version clients read: they offer what the Mastodon release at its beginning can do. */
export const compatibleVersion = `4.6.0 (compatible; Atoll ${version})`;
