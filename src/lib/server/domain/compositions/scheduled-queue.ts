/** The queue of posts that wait for their time. */
export const SCHEDULED = 'scheduled-statuses';
