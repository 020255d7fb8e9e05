import { sql } from 'drizzle-orm';
import { Parser } from 'htmlparser2';
import { config } from '../../config';
import { prepared, type Queryable } from '../../db';

/** Longer addresses are not previewed. */
const LONGEST_LINK = 2_000;
/** Links looked at before giving up; the first that counts is nearly always among the first few. */
const MOST_LINKS = 20;

interface Linking {
    local: boolean;
    contentHtml: string;
    /** Pages and ids of those whom the post names, and of its hashtags: links to them preview nothing. */
    named: string[];
}

/** Posts with pictures or a quote show those, and boosts show what they boost. */
const findLinking = prepared<Linking, { id: string }>(
    (parameter) => sql`
        select s.local, s.content_html as "contentHtml",
            array(select unnest(array[a.url, a.uri]) from mentions m join accounts a on a.id = m.account_id
                where m.status_id = s.id) as named
        from statuses s
        where s.id = ${parameter('id', 'bigint')} and s.boost_of_id is null and s.quote_of_id is null
            and s.content_html like '%<a %'
            and not exists (select 1 from media_attachments m where m.status_id = s.id)`,
);

/** The address whose preview a status shows, and whether a member wrote it; undefined where it shows none. */
export async function linkOfStatus(
    db: Queryable,
    id: string,
): Promise<{ url: string; local: boolean } | undefined> {
    const [linking] = await findLinking(db, { id });
    if (!linking) return undefined;
    const url = firstLink(linking.contentHtml, new Set(linking.named));
    return url === undefined ? undefined : { url, local: linking.local };
}

/** The first link in a post's HTML that leads out of the fediverse: no mention, no hashtag, nothing of this community. */
export function firstLink(html: string, named: ReadonlySet<string | null> = new Set()): string | undefined {
    let found: string | undefined;
    let seen = 0;
    let inQuote = 0;
    const parser = new Parser({
        onopentag(name, { href, class: classes = '', rel = '' }) {
            const marks = classes.split(/\s+/);
            if (inQuote > 0 || marks.includes('quote-inline')) inQuote += name === 'br' ? 0 : 1;
            if (inQuote > 0 || name !== 'a' || !href || found !== undefined || ++seen > MOST_LINKS) return;
            const isNamed = marks.includes('mention') || marks.includes('hashtag') || named.has(href);
            if (!isNamed && !rel.split(/\s+/).includes('tag')) found = asLink(href);
        },
        onclosetag(name) {
            if (inQuote > 0 && name !== 'br') inQuote--;
        },
    });
    parser.end(html);
    return found;
}

/** An address as it is asked for and remembered; a place within a page is the page. */
function asLink(href: string): string | undefined {
    if (!URL.canParse(href)) return undefined;
    const url = new URL(href);
    url.hash = '';
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && url.host !== config().domain && url.href.length <= LONGEST_LINK ? url.href : undefined;
}
