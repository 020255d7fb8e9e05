import type { Input } from './read-input';

/** The credentials a client program shows: in Basic authorization (each part form-encoded, RFC 6749, 2.3.1) or in the body. */
export function clientCredentials(request: Request, input: Input): { clientId?: string; secret?: string } {
    const basic = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (!basic) return { clientId: input.text('client_id'), secret: input.text('client_secret') };
    const text = Buffer.from(basic, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon === -1) return {};
    return { clientId: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) };
}

function formDecoded(text: string): string | undefined {
    try {
        const decoded = decodeURIComponent(text.replaceAll('+', ' '));
        return decoded.includes('\0') ? undefined : decoded;
    } catch {
        return undefined;
    }
}

/** JSON that holds a secret: nothing on the way may keep it. */
export function secretAnswer(entity: object): Response {
    return new Response(JSON.stringify(entity), {
        headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'Cache-Control': 'no-store',
            Pragma: 'no-cache',
        },
    });
}
