import type { Report, ReportCategory } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** What a member tells the moderators. https://docs.joinmastodon.org/methods/reports/#post */
export interface ReportForm {
    account_id: string;
    status_ids: readonly string[];
    comment: string;
    category: ReportCategory;
    rule_ids: readonly string[];
    /** Tell the person's own server as well. */
    forward: boolean;
}

export function fileReport(fetch: Fetch, form: ReportForm): Promise<Report> {
    return request(fetch, 'POST', '/api/v1/reports', { body: form });
}
