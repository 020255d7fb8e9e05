import { DocumentRefused } from '../../activitypub/untrusted';
import { settleRelay } from '../../domain/relays';
import type { Said, RelayAnswered } from '../provenance';
import type { Handler } from './dispatch';

/** A relay answers the community that asked it. @throws DocumentRefused where it was not the one asked. */
export async function receiveRelayAnswer(
    db: Parameters<Handler>[0],
    { actor }: Said,
    { followUri }: RelayAnswered,
    { isAccepted }: { isAccepted: boolean },
): Promise<void> {
    if (!(await settleRelay(db, actor, followUri, { isAccepted })))
        throw new DocumentRefused('not-ours-to-say');
}
