import type { Operation, OutboxRow } from './row';

/** What an operation decides, as a name: of two that decide the same only the later counts. Null for a post. */
export function decides(operation: Operation): string | null {
    switch (operation.type) {
        case 'post':
            return null;
        // Each emoji under a post is a thing of its own, and so is each list somebody can be on.
        case 'react':
            return `react ${operation.target} ${operation.payload.emoji.name}`;
        case 'list-member':
            return `list-member ${operation.target} ${operation.payload.listId}`;
        case 'follow-tag':
            return `follow-tag ${operation.target.toLowerCase()}`;
        default:
            return `${operation.type} ${operation.target}`;
    }
}

/** Do two operations decide the same, so that only the later one counts? */
export function isAlike(a: Operation, b: Operation): boolean {
    const decided = decides(a);
    return decided !== null && decided === decides(b);
}

/** The things an operation is about: what is asked about the same thing reaches the server in the order of asking. */
export function concerns(operation: Operation): string[] {
    switch (operation.type) {
        case 'post':
            return [];
        case 'withdraw':
            return [decides(operation) ?? ''];
        case 'favourite':
        case 'boost':
        case 'bookmark':
        case 'mute-thread':
        case 'react':
        case 'vote':
            return [decides(operation) ?? ''];
        case 'pin':
        case 'edit':
        case 'revoke':
        case 'delete':
            return [`status ${operation.target}`];
        case 'unschedule':
        case 'reschedule':
            return [`scheduled ${operation.target}`];
        // Only whom one follows can be on a list.
        case 'list-member':
            return [`account ${operation.target}`, `list ${operation.payload.listId}`];
        case 'list-create':
        case 'list-edit':
        case 'list-delete':
            return [`list ${operation.target}`];
        case 'follow-tag':
            return [`tag ${operation.target.toLowerCase()}`];
        case 'filter-save':
        case 'filter-delete':
            return [`filter ${operation.target}`];
        case 'read-conversation':
        case 'delete-conversation':
            return [`conversation ${operation.target}`];
        case 'dismiss-notification':
            return [`notification ${operation.target}`];
        default:
            return [`account ${operation.target}`];
    }
}

/** The row with another id for something it names. */
export function withId<R extends OutboxRow>(row: R, was: string, id: string): R {
    if (row.type === 'list-member' && row.payload.listId === was)
        return { ...row, payload: { ...row.payload, listId: id } };
    return row.target === was ? { ...row, target: id } : row;
}
