/** What can be explored beside posts that many look at. */
export const EXPLORED = ['tags', 'people', 'links', 'latest'] as const;

export type Explored = (typeof EXPLORED)[number];
