import { fileReport } from '$lib/server/domain/reports';
import { endpoint } from '$lib/server/http';
import { presentReports } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/reports/#post */
export const POST = endpoint({ scope: 'write:reports', access: 'user' }, async ({ db, viewer, input }) => {
    const report = await fileReport(db, viewer, {
        targetId: input.text('account_id') ?? '',
        statusIds: input.list('status_ids'),
        comment: input.text('comment'),
        category: input.text('category'),
        ruleIds: input.list('rule_ids'),
        forward: input.flag('forward'),
        forwardTo: input.has('forward_to_domains') ? input.list('forward_to_domains') : undefined,
    });
    return (await presentReports(db, viewer, [report])).get(report.id) ?? {};
});
