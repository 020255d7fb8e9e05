import { Parser } from 'htmlparser2';

/** What a page says of itself in its head, as it stands there: nothing is checked or shortened yet. */
export interface PageHead {
    /** The first content of each `<meta>` by its property or name, in lower case. */
    meta: ReadonlyMap<string, string>;
    /** All that `fediverse:creator` names. */
    creators: string[];
    title: string;
    language: string;
    canonical?: string;
    /** Where the page can be asked for as oEmbed. */
    oembed?: string;
    imageSource?: string;
    jsonLd: string[];
}

const MOST_META = 500;
const MOST_CREATORS = 5;
const LONGEST_TITLE = 5_000;
const LONGEST_JSON_LD = 200_000;
const MOST_JSON_LD = 10;

/** Reads the head of an HTML page. Broken markup is read as far as it goes. */
export function readPage(html: string): PageHead {
    const meta = new Map<string, string>();
    const head: PageHead & { title: string } = {
        meta,
        creators: [],
        title: '',
        language: '',
        jsonLd: [],
    };
    /** What the text that comes now belongs to. */
    let into: 'title' | 'json-ld' | undefined;
    let gathered = '';
    // A drawing's <title> is no page's.
    let inDrawing = 0;
    const parser = new Parser(
        {
            onopentag(name, attributes) {
                if (name === 'html') head.language ||= attributes.lang ?? '';
                else if (name === 'meta') readMeta(attributes, meta, head.creators);
                else if (name === 'link') readLink(attributes, head);
                else if (name === 'svg') inDrawing++;
                else if (name === 'title' && inDrawing === 0 && head.title === '') into = 'title';
                else if (name === 'script' && isJsonLd(attributes.type)) into = 'json-ld';
            },
            ontext(text) {
                if (into && gathered.length < LONGEST_JSON_LD) gathered += text;
            },
            onclosetag(name) {
                if (name === 'svg') inDrawing--;
                if (into === 'title' && name === 'title') head.title = gathered.slice(0, LONGEST_TITLE);
                else if (into === 'json-ld' && name === 'script') {
                    if (gathered.length < LONGEST_JSON_LD && head.jsonLd.length < MOST_JSON_LD)
                        head.jsonLd.push(gathered);
                } else return;
                into = undefined;
                gathered = '';
            },
        },
        { decodeEntities: true, lowerCaseTags: true },
    );
    parser.end(html);
    return head;
}

function readMeta(
    { property, name, itemprop, content }: Record<string, string>,
    meta: Map<string, string>,
    creators: string[],
): void {
    if (!content?.trim()) return;
    for (const key of [property, name, itemprop]) {
        const known = key?.trim().toLowerCase();
        if (!known) continue;
        if (known === 'fediverse:creator' && creators.length < MOST_CREATORS) creators.push(content.trim());
        if (!meta.has(known) && meta.size < MOST_META) meta.set(known, content);
    }
}

function readLink({ rel, type, href }: Record<string, string>, head: PageHead): void {
    if (!href?.trim()) return;
    const relations = (rel ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('canonical')) head.canonical ??= href;
    if (relations.includes('image_src')) head.imageSource ??= href;
    if (relations.includes('alternate') && /^(application|text)\/json\+oembed$/i.test(type ?? ''))
        head.oembed ??= href;
}

function isJsonLd(type: string | undefined): boolean {
    return type?.split(';')[0]?.trim().toLowerCase() === 'application/ld+json';
}
