/**
 * The entities of the Mastodon API 4.6 as types. A property marked `?` may be missing from the answer; one typed
 * `| null` is always there. Times are ISO 8601 in UTC; ids are opaque decimal strings.
 */
export type * from './account';
export type * from './admin';
export type * from './announcement';
export type * from './branding';
export type * from './collection';
export type * from './conversation';
export type * from './custom-emoji';
export type * from './filter';
export type * from './instance';
export type * from './list';
export type * from './marker';
export type * from './media-attachment';
export type * from './media-usage';
export type * from './notification';
export type * from './oauth';
export type * from './poll';
export type * from './preferences';
export type * from './preview-card';
export type * from './interaction';
export type * from './quote';
export type * from './relationship';
export type * from './report';
export type * from './search';
export type * from './status';
export type * from './tag';
