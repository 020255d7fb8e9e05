import { checkDigest, digestOf } from './digest';
import type { SignatureClaim, SignedRequest, SigningRequest } from './http-signature';
import { privateKeyOf } from './keys';
import { checkCreated, checkDate } from './signature-window';
import { signBytes, verifyBytes } from './signature-bytes';
import { SignatureRefused } from './signature-refused';

/** https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12 */

const PARAMETER = /[ \t]*([A-Za-z]+)=(?:"([^"]*)"|(\d{1,15}))[ \t]*(?:,|$)/y;
const ALGORITHMS = new Set(['rsa-sha256', 'rsa-sha512', 'hs2019', 'ed25519']);
const MAX_COVERED = 32;

/** Reads and checks all of a signature but the key. @throws SignatureRefused */
export function readCavage(request: SignedRequest, header: string, now: Date): SignatureClaim {
    const parameters = parseParameters(header);
    const keyId = parameters.get('keyid');
    const signature = parameters.get('signature');
    if (!keyId || !signature) throw new SignatureRefused('malformed', 'keyId and signature are required');
    const algorithm = parameters.get('algorithm')?.toLowerCase();
    if (algorithm && !ALGORITHMS.has(algorithm))
        throw new SignatureRefused('algorithm', 'the algorithm is not accepted');
    const covered = (parameters.get('headers') ?? '(created)').toLowerCase().split(' ').filter(Boolean);
    checkCoverage(request, covered, parameters, now);
    const bases = addressesOf(request.url).map((url) => signingBase(request, url, covered, parameters));
    const bytes = Buffer.from(signature, 'base64');
    const hash = algorithm === 'rsa-sha512' ? 'sha512' : 'sha256';
    return {
        keyId,
        form: 'draft-cavage',
        verify: (publicPem) => bases.some((base) => verifyBytes(publicPem, hash, base, bytes)),
    };
}

/** The headers that sign `request`. */
export function signCavage(request: SigningRequest) {
    const { method, url, body, keyId, privatePem, date = new Date(), covered: others = {} } = request;
    const headers = new Headers({ ...others, host: url.host, date: date.toUTCString() });
    if (body) headers.set('digest', digestOf(body));
    const covered = ['(request-target)', 'host', 'date', ...(body ? ['digest'] : []), ...Object.keys(others)];
    const base = signingBase({ method, headers }, url, covered, new Map());
    const key = privateKeyOf(privatePem);
    const algorithm = key.asymmetricKeyType === 'ed25519' ? 'hs2019' : 'rsa-sha256';
    const signature = signBytes(key, base).toString('base64');
    headers.delete('host');
    return {
        ...Object.fromEntries(headers),
        signature: `keyId="${keyId}",algorithm="${algorithm}",headers="${covered.join(' ')}",signature="${signature}"`,
    };
}

/** Reads `name="value"` pairs, the names in lower case. @throws SignatureRefused */
export function parseParameters(header: string): Map<string, string> {
    const parameters = new Map<string, string>();
    PARAMETER.lastIndex = 0;
    while (PARAMETER.lastIndex < header.length) {
        const match = PARAMETER.exec(header);
        if (!match) throw new SignatureRefused('malformed', 'the Signature header cannot be read');
        const name = (match[1] ?? '').toLowerCase();
        if (parameters.has(name)) throw new SignatureRefused('duplicate', `"${name}" appears twice`);
        parameters.set(name, match[2] ?? match[3] ?? '');
    }
    return parameters;
}

function checkCoverage(
    { method, headers, body }: SignedRequest,
    covered: string[],
    parameters: Map<string, string>,
    now: Date,
): void {
    const names = new Set(covered);
    if (names.size !== covered.length || covered.length > MAX_COVERED)
        throw new SignatureRefused('duplicate', 'a header is covered twice');
    const isTimed = names.has('date') || (names.has('(created)') && parameters.has('created'));
    const needed = method === 'POST' ? ['(request-target)', 'host', 'digest'] : ['(request-target)', 'host'];
    if (!isTimed || !needed.every((name) => names.has(name)))
        throw new SignatureRefused('coverage', `${needed.join(' ')} and date must be covered`);
    if (names.has('date')) checkDate(headers.get('date') ?? '', now);
    checkCreated(numberOf(parameters, 'created'), numberOf(parameters, 'expires'), now);
    if (names.has('digest')) checkDigest(headers.get('digest') ?? '', body ?? new Uint8Array());
}

function numberOf(parameters: Map<string, string>, name: string): number | undefined {
    const text = parameters.get(name);
    return text === undefined ? undefined : Number(text);
}

/** Some servers leave the query out of what they sign, so both readings are tried. */
function addressesOf(url: URL): string[] {
    return url.search ? [url.pathname + url.search, url.pathname] : [url.pathname];
}

/** The bytes a signature covers (section 2.3). @throws SignatureRefused where a header is absent. */
export function signingBase(
    { method, headers }: Pick<SignedRequest, 'method' | 'headers'>,
    target: string | URL,
    covered: string[],
    parameters: Map<string, string>,
): Buffer {
    const path = typeof target === 'string' ? target : target.pathname + target.search;
    const lines = covered.map((name) => {
        switch (name) {
            case '(request-target)':
                return `${name}: ${method.toLowerCase()} ${path}`;
            case '(created)':
            case '(expires)':
                return `${name}: ${parameters.get(name.slice(1, -1)) ?? ''}`;
            default: {
                const value = headers.get(name);
                if (value === null) throw new SignatureRefused('coverage', `"${name}" is covered but absent`);
                return `${name}: ${value}`;
            }
        }
    });
    return Buffer.from(lines.join('\n'), 'latin1');
}
