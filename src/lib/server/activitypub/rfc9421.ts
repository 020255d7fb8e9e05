import { checkContentDigest, contentDigestOf } from './digest';
import type { SignatureClaim, SignedRequest, SigningRequest } from './http-signature';
import { privateKeyOf } from './keys';
import { signBytes, verifyBytes } from './signature-bytes';
import { SignatureRefused } from './signature-refused';
import { checkCreated } from './signature-window';
import { parseByteDictionary, parseInnerListDictionary, type InnerList } from './structured-fields';

/** https://www.rfc-editor.org/rfc/rfc9421 */

const ALGORITHMS = new Set(['rsa-v1_5-sha256', 'ed25519']);
const MAX_COVERED = 32;
const LABEL = 'sig1';

/** Reads and checks all of a signature but the key. The first of several that can be read counts. @throws SignatureRefused */
export function readRfc9421(request: SignedRequest, inputHeader: string, now: Date): SignatureClaim {
    const inputs = parseInnerListDictionary(inputHeader);
    const signatures = parseByteDictionary(request.headers.get('signature') ?? '');
    const [label] = [...inputs.keys()].filter((name) => signatures.has(name));
    const input = label === undefined ? undefined : inputs.get(label);
    const bytes = label === undefined ? undefined : signatures.get(label);
    if (!input || !bytes) throw new SignatureRefused('malformed', 'no signature has an input');

    const keyId = input.parameters.get('keyid');
    if (typeof keyId !== 'string' || !keyId) throw new SignatureRefused('malformed', 'keyid is required');
    const algorithm = input.parameters.get('alg');
    if (algorithm !== undefined && !ALGORITHMS.has(String(algorithm)))
        throw new SignatureRefused('algorithm', 'the algorithm is not accepted');
    checkCoverage(request, input, now);
    const bases = addressesOf(request.url).map((url) => signatureBase(request, url, input));
    return {
        keyId,
        form: 'rfc9421',
        verify: (publicPem) => bases.some((base) => verifyBytes(publicPem, 'sha256', base, bytes)),
    };
}

/** The headers that sign `request`. */
export function signRfc9421(request: SigningRequest) {
    const { method, url, body, keyId, privatePem, date = new Date(), covered = {} } = request;
    const key = privateKeyOf(privatePem);
    const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa-v1_5-sha256';
    const headers = new Headers({ ...covered, date: date.toUTCString() });
    if (body) headers.set('content-digest', contentDigestOf(body));
    const items = ['@method', '@target-uri', ...(body ? ['content-digest'] : []), ...Object.keys(covered)];
    const created = Math.floor(date.getTime() / 1000);
    const source =
        `(${items.map((item) => `"${item}"`).join(' ')});created=${created};` +
        `keyid="${keyId}";alg="${algorithm}"`;
    const signature = signBytes(key, signatureBase({ method, headers }, url, { items, source }));
    return {
        ...Object.fromEntries(headers),
        'signature-input': `${LABEL}=${source}`,
        signature: `${LABEL}=:${signature.toString('base64')}:`,
    };
}

function checkCoverage({ method, headers, body, url }: SignedRequest, input: InnerList, now: Date): void {
    const names = new Set(input.items);
    if (names.size !== input.items.length || input.items.length > MAX_COVERED)
        throw new SignatureRefused('duplicate', 'a component is covered twice');
    const coversPath = names.has('@path') && (url.search === '' || names.has('@query'));
    const coversTarget =
        names.has('@target-uri') || (names.has('@authority') && (coversPath || names.has('@request-target')));
    if (!names.has('@method') || !coversTarget || (method === 'POST' && !names.has('content-digest')))
        throw new SignatureRefused('coverage', '@method @target-uri and content-digest must be covered');
    const created = input.parameters.get('created');
    const expires = input.parameters.get('expires');
    if (typeof created !== 'number') throw new SignatureRefused('coverage', 'created is required');
    if (expires !== undefined && typeof expires !== 'number')
        throw new SignatureRefused('malformed', 'expires is no number');
    checkCreated(created, expires, now);
    if (names.has('content-digest'))
        checkContentDigest(headers.get('content-digest') ?? '', body ?? new Uint8Array());
}

/** Some servers leave the query out of what they sign, so both readings are tried. */
function addressesOf(url: URL): URL[] {
    if (!url.search) return [url];
    const bare = new URL(url);
    bare.search = '';
    return [url, bare];
}

/** The bytes a signature covers (section 2.5). @throws SignatureRefused where a component is absent or not read. */
export function signatureBase(
    request: Pick<SignedRequest, 'method' | 'headers'>,
    url: URL,
    { items, source }: Pick<InnerList, 'items' | 'source'>,
): Buffer {
    const lines = items.map((item) => `"${item}": ${componentValue(request, url, item)}`);
    lines.push(`"@signature-params": ${source}`);
    return Buffer.from(lines.join('\n'), 'latin1');
}

function componentValue(
    { method, headers }: Pick<SignedRequest, 'method' | 'headers'>,
    url: URL,
    item: string,
): string {
    switch (item) {
        case '@method':
            return method;
        case '@target-uri':
            return url.href;
        case '@authority':
            return url.host;
        case '@scheme':
            return url.protocol.slice(0, -1);
        case '@path':
            return url.pathname;
        case '@query':
            return url.search || '?';
        case '@request-target':
            return url.pathname + url.search;
        default: {
            const value = item.startsWith('@') ? null : headers.get(item);
            if (value === null) throw new SignatureRefused('coverage', `"${item}" is covered but absent`);
            return value;
        }
    }
}
