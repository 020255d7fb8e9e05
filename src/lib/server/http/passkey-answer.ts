import { BadRequest } from '../errors';
import type { Input } from './read-input';

/**
 * What a browser answered to a passkey's challenge, from the field `response`. Only its outline is looked at here:
 * whoever verifies it refuses everything that is not as it should be.
 * @throws BadRequest
 */
export function passkeyAnswer<T extends { id: string; response: object }>(input: Input): T {
    let answer: unknown;
    try {
        answer = JSON.parse(input.text('response', { max: 50_000 }) ?? '');
    } catch {
        throw new BadRequest('The answer of the passkey could not be read');
    }
    const { id, response } = (answer ?? {}) as { id?: unknown; response?: unknown };
    if (
        typeof id !== 'string' ||
        id.length > 2_000 ||
        id.includes('\0') ||
        !response ||
        typeof response !== 'object'
    )
        throw new BadRequest('The answer of the passkey could not be read');
    return answer as T;
}
