import { OutboundError } from '../activitypub/outbound-error';
import { outboundFetch } from '../activitypub/outbound-fetch';
import { config } from '../config';
import { TranslationFailed } from './translator';

/** Milliseconds; a long post takes a small service its time. */
const DEADLINE = 30_000;

/**
 * Asks the service that the operator named, which may speak plain http.
 * @throws TranslationFailed where it does not answer with JSON.
 */
export async function askService(
    path: string,
    { json, headers = {} }: { json?: object; headers?: Record<string, string> } = {},
): Promise<unknown> {
    const address = config().translation.url.replace(/\/+$/, '') + path;
    try {
        const { status, body } = await outboundFetch(address, {
            method: json ? 'POST' : 'GET',
            headers: {
                accept: 'application/json',
                ...(json && { 'content-type': 'application/json' }),
                ...headers,
            },
            body: json && JSON.stringify(json),
            readAnswer: true,
            plainHttp: true,
            deadline: DEADLINE,
        });
        if (status !== 200) throw new TranslationFailed(`The translation service answered ${status}`);
        return JSON.parse(body.toString('utf8'));
    } catch (error) {
        if (error instanceof OutboundError || error instanceof SyntaxError)
            throw new TranslationFailed('The translation service could not be asked', { cause: error });
        throw error;
    }
}

/** The objects of a list that came from outside. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}

/**
 * As many texts as were asked for.
 * @throws TranslationFailed for anything else.
 */
export function textsOf(value: unknown, count: number): string[] {
    const texts = Array.isArray(value)
        ? value.filter((entry): entry is string => typeof entry === 'string')
        : [];
    if (texts.length !== count)
        throw new TranslationFailed('The translation service answered something else');
    return texts;
}
