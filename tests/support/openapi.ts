/** Holds answers against the Mastodon API as OpenAPI, where that file lies beside the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const FILE = fileURLToPath(new URL('../../../shared/api/mastodon-openapi.json', import.meta.url));

/** Is there a description to hold answers against? */
export const hasOpenApi = existsSync(FILE);

interface Operation {
    responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Description {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, { properties: Record<string, { format?: string }> }> };
}

let description: Description | undefined;
let validator: Ajv2020 | undefined;

function open(): { description: Description; validator: Ajv2020 } {
    if (!description || !validator) {
        description = JSON.parse(readFileSync(FILE, 'utf8'), mendQuotes) as Description;
        allowEmptyAddresses(description);
        validator = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, logger: false });
        addFormats.default(validator, ['date-time', 'date', 'uri', 'email']);
        validator.addSchema(description, 'mastodon');
    }
    return { description, validator };
}

/**
 * What a preview card does not know is an empty text, in the documentation's own examples too; the description wants an
 * address there.
 */
function allowEmptyAddresses({ components: { schemas } }: Description): void {
    for (const card of ['PreviewCard', 'TrendsLink'])
        for (const name of ['author_url', 'embed_url', 'provider_url'])
            delete schemas[card]?.properties[name]?.format;
    delete schemas.PreviewCardAuthor?.properties.url?.format;
}

/** A quote and a shallow quote without their target look alike: an answer may fit both, where the description says one. */
function mendQuotes(_: string, value: unknown): unknown {
    const { oneOf, ...rest } = (value ?? {}) as { oneOf?: { $ref?: string }[] };
    const isQuote = oneOf?.some(({ $ref }) => $ref === '#/components/schemas/ShallowQuote');
    return isQuote ? { ...rest, anyOf: oneOf } : value;
}

/** Every operation of the description, as `GET /api/v1/statuses/{id}`. */
export function operations(): string[] {
    return Object.entries(open().description.paths).flatMap(([path, methods]) =>
        Object.keys(methods)
            .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
            .map((method) => `${method.toUpperCase()} ${path}`),
    );
}

/** Where the description is wrong about real servers, with the reason. Matched against `pointer message`. */
const KNOWN_ERRORS: readonly { pattern: RegExp; reason: string }[] = [
    {
        pattern: /^GET \/api\/v[12]\/notifications\S*: \S*\/type must be equal to one of the allowed values/,
        reason: '`emoji_reaction` is no kind of Mastodon; it comes with a fallback in words',
    },
    {
        pattern: /instance: \/(contact\/)?email must match/,
        reason: 'without a contact Mastodon answers an empty text',
    },
    {
        pattern: /timelines_access\/\w+\/\w+ must be equal to one of/,
        reason: 'a feed may be `disabled` too, as the documentation says elsewhere',
    },
    { pattern: /^GET \/api\/v1\/filters: \/ must be object/, reason: 'the documentation shows a list' },
    {
        pattern: /^GET \/api\/v1\/notifications\/\{id\}: \/ must have required property/,
        reason: 'the former address of the policy, /api/v1/notifications/policy, is not described',
    },
];

/**
 * What is wrong with an answer to `path` (as it was asked for); empty when it is as described, or not described at all.
 * Errors are passed over: their shape is held by tests of their own.
 */
export function violations(method: string, path: string, status: number, body: unknown): string[] {
    if (status >= 400) return [];
    const { description: api, validator: ajv } = open();
    const described = describedPath(path);
    if (!described) return [];
    const operation = api.paths[described]?.[method.toLowerCase()];
    if (!operation?.responses[status]?.content?.['application/json']?.schema) return [];
    const pointer = [
        'paths',
        described,
        method.toLowerCase(),
        'responses',
        status,
        'content',
        'application/json',
        'schema',
    ]
        .map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))
        .join('/');
    const validate = ajv.getSchema(`mastodon#/${pointer}`);
    if (!validate) throw new Error(`The schema of ${method} ${described} ${status} cannot be compiled`);
    if (validate(body)) return [];
    return (validate.errors ?? [])
        .map((error) => `${method} ${described}: ${tell(error)}`)
        .filter((text) => !KNOWN_ERRORS.some(({ pattern }) => pattern.test(text)));
}

/** The description's path for an address; a fixed segment wins over a parameter. */
function describedPath(path: string): string | undefined {
    const parts = path.split('/');
    return Object.keys(open().description.paths)
        .filter((candidate) => {
            const segments = candidate.split('/');
            return (
                segments.length === parts.length &&
                segments.every((segment, i) => segment.startsWith('{') || segment === parts[i])
            );
        })
        .sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

function tell({ instancePath, message, params }: ErrorObject): string {
    return `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`;
}
