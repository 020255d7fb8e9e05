import { setTimeout as pause } from 'node:timers/promises';
import type { Community, Member } from './community';
import type { History } from './history';

/** Something a member wants to post, under a key of its own. */
export interface Wish {
    author: Member;
    key: string;
    text: string;
    /** What the server answered, once it did. */
    acknowledged?: { id: string; uri: string };
}

const TRY_AGAIN_MS = 20;

/** Posts until it is acknowledged, as a client does that knows no better than to try again. @throws for a refusal. */
export async function insist(
    community: Community,
    wish: Wish,
    { history, sent = () => {} }: { history: History; sent?: () => void },
): Promise<void> {
    for (;;) {
        try {
            const asking = community.ask<{ id: string; uri: string }>(
                wish.author,
                'POST',
                '/api/v1/statuses',
                {
                    json: { status: wish.text },
                    key: wish.key,
                },
            );
            sent();
            const { status, body } = await asking;
            if (status === 200) {
                wish.acknowledged = { id: body.id, uri: body.uri };
                history.add('post', wish.key, wish.acknowledged);
                return;
            }
            if (status < 500) throw new Error(`${status} ${JSON.stringify(body)}`);
        } catch (error) {
            // Nobody listens while the server is down, or the answer broke off.
            if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        }
        await pause(TRY_AGAIN_MS);
    }
}
