import { OutboundError } from '../../activitypub/outbound-error';
import { DocumentRefused } from '../../activitypub/untrusted';
import { log } from '../../log';

/** For `catch`: what an origin does not give, or gives in vain, is left out. @throws whatever else went wrong. */
export function leftOut(error: unknown): undefined {
    if (!(error instanceof DocumentRefused || error instanceof OutboundError)) throw error;
    log.debug({ reason: error.reason }, 'Part of a thread or profile could not be had');
    return undefined;
}
