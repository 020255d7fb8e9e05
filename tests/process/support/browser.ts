/** A browser without a screen: keeps cookies, follows nothing by itself, sends forms as pages do. */
export class Browser {
    readonly origin: string;
    readonly cookies = new Map<string, string>();

    constructor(origin: string) {
        this.origin = origin;
    }

    /** Opens an address, as somebody who types it would. */
    get(path: string, headers: Record<string, string> = {}): Promise<Response> {
        return this.#ask(path, { headers: { 'Sec-Fetch-Site': 'none', Accept: 'text/html', ...headers } });
    }

    /** Sends a form of one of the site's own pages, unless headers say otherwise. */
    post(
        path: string,
        form: Record<string, string>,
        headers: Record<string, string> = {},
    ): Promise<Response> {
        return this.#ask(path, {
            method: 'POST',
            body: new URLSearchParams(form),
            headers: {
                Origin: this.origin,
                'Sec-Fetch-Site': 'same-origin',
                Accept: 'text/html',
                ...headers,
            },
        });
    }

    async #ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
        if (this.cookies.size > 0)
            init.headers.Cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
        const response = await fetch(new URL(path, this.origin), { ...init, redirect: 'manual' });
        for (const line of response.headers.getSetCookie()) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            if (value && !/max-age=0(;|$)/i.test(line)) this.cookies.set(name, value);
            else this.cookies.delete(name);
        }
        return response;
    }
}

/** Where an answer leads, within the site or outside. */
export function destinationOf(response: Response): string {
    return `${response.status} ${response.headers.get('location')}`;
}
