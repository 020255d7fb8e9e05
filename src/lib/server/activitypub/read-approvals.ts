import { isObject, recipientsOf } from './untrusted';

/** Whom a sub-policy of FEP-044f lets do something at once, and who is asked to wait: addresses, as they were written. */
export interface Approvals {
    automatic: string[];
    manual: string[];
}

/** Who may do what with a post; what is not mentioned is left open. */
export interface PolicyRecord {
    favourite: Approvals | undefined;
    reply: Approvals | undefined;
    boost: Approvals | undefined;
    quote: Approvals | undefined;
}

/** Reads an `interactionPolicy` (FEP-044f, GoToSocial's interaction controls). */
export function readPolicy(value: unknown): PolicyRecord {
    const policy = isObject(value) ? value : {};
    return {
        favourite: readApprovals(policy.canLike),
        reply: readApprovals(policy.canReply),
        boost: readApprovals(policy.canAnnounce),
        quote: readApprovals(policy.canQuote),
    };
}

/** Reads `canQuote` and its siblings, under the names in use and those before them. Undefined where nothing is said. */
function readApprovals(value: unknown): Approvals | undefined {
    if (!isObject(value)) return undefined;
    return {
        automatic: recipientsOf(value.automaticApproval ?? value.always),
        manual: recipientsOf(value.manualApproval ?? value.approvalRequired),
    };
}
