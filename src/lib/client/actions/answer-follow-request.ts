import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import { answerFollowRequest as ask } from '../api/relations';
import { entities } from '../stores/entities.svelte';
import { toasts } from '../stores/toasts.svelte';

/** Lets somebody follow the person, or not. Answers whether the server has it; the person is told when it has not. */
export async function answerFollowRequest(account: Account, accepts: boolean): Promise<boolean> {
    try {
        const relationship = await ask(globalThis.fetch, account.id, accepts);
        await entities.absorbRelationships([relationship]);
        return true;
    } catch {
        toasts.error(m.failed_follow_request(), {
            label: m.retry(),
            run: () => void answerFollowRequest(account, accepts),
        });
        return false;
    }
}
