import type { Account } from './account';
import type { Collection } from './collection';
import type { Status } from './status';
import type { Tag } from './tag';

/** https://docs.joinmastodon.org/entities/Search/ */
export interface Search {
    accounts: Account[];
    statuses: Status[];
    hashtags: Tag[];
    collections?: Collection[];
}
