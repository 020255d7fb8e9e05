import type { NotificationKind } from '../../db/schema';

/** Something that `accountId` may want to know. */
export interface Notice {
    kind: NotificationKind;
    /** Who is told. */
    accountId: string;
    /** Whose doing it is. */
    fromAccountId: string;
    statusId?: string;
    /** Tells one time from the next where a kind comes again; without it the same is told once. */
    occasion?: string;
    /** What only some kinds have. */
    detail?: Record<string, string>;
}
