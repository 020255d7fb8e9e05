import { isObject, recipientsOf } from './untrusted';

/** Whom a sub-policy of FEP-044f lets do something at once, and who is asked to wait: addresses, as they were written. */
export interface Approvals {
    automatic: string[];
    manual: string[];
}

/** Reads `canQuote` and its siblings, under the names in use and those before them. Undefined where nothing is said. */
export function readApprovals(value: unknown): Approvals | undefined {
    if (!isObject(value)) return undefined;
    return {
        automatic: recipientsOf(value.automaticApproval ?? value.always),
        manual: recipientsOf(value.manualApproval ?? value.approvalRequired),
    };
}
