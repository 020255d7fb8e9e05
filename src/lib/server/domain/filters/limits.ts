/** What one member may keep: what a filter costs is paid at every post they read. */
export const MOST_FILTERS = 100;
/** Keywords of all filters of one member together; statuses likewise. */
export const MOST_KEYWORDS = 500;
export const MOST_STATUSES = 500;
/** In UTF-16 units. */
export const LONGEST_TITLE = 256;
export const LONGEST_KEYWORD = 512;

export const FILTER_CONTEXTS = ['home', 'notifications', 'public', 'thread', 'account'] as const;
export const FILTER_ACTIONS = ['warn', 'hide', 'blur'] as const;
