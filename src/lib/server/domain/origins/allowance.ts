import { FetchAllowance } from '../../activitypub/fetch-allowance';

/** What is read of threads and profiles at one domain within a minute, all of it together. */
export const allowance = new FetchAllowance(600);
