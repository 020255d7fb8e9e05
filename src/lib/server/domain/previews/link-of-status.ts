import { sql } from 'drizzle-orm';
import { Parser } from 'htmlparser2';
import { config } from '../../config';
import { byKeyInGroups, prepared, type Queryable } from '../../db';

/** Longer addresses are not previewed. */
const LONGEST_LINK = 2_000;
/** Links looked at before giving up; the first that counts is nearly always among the first few. */
const MOST_LINKS = 20;

interface Linking {
    id: string;
    local: boolean;
    /** The card that it shows now. */
    shownCardId: string | null;
    /** Null for what previews nothing. */
    contentHtml: string | null;
    /** Pages and ids of those whom the post names, and of its hashtags: links to them preview nothing. */
    named: string[];
}

/** Posts with pictures or a quote show those, and boosts show what they boost. */
const findAllLinking = prepared<Linking, { ids: readonly string[] }>(
    (parameter) => sql`
        select s.id, s.local, shown.card_id as "shownCardId",
            case when s.boost_of_id is null and s.quote_of_id is null and s.content_html like '%<a %'
                and not exists (select 1 from media_attachments m where m.status_id = s.id)
            then s.content_html end as "contentHtml",
            array(select unnest(array[a.url, a.uri]) from mentions m join accounts a on a.id = m.account_id
                where m.status_id = s.id) as named
        from statuses s left join status_cards shown on shown.status_id = s.id
        where s.id = any(${parameter('ids', 'bigint[]')})`,
);

const findLinking = byKeyInGroups<Linking>(
    100,
    (db, ids) => findAllLinking(db, { ids }),
    ({ id }) => id,
);

/** What decides which card a post shows. */
export interface StatusLink {
    /** The address whose preview it shows; undefined where it shows none. */
    url: string | undefined;
    /** Whether a member wrote it. */
    local: boolean;
    /** The card that it shows now. */
    shownCardId: string | null;
}

/** The link of a post, as far as it is for a card; undefined when the post is gone. */
export async function linkOfStatus(db: Queryable, id: string): Promise<StatusLink | undefined> {
    const linking = await findLinking(db, id);
    if (!linking) return undefined;
    const { local, shownCardId, contentHtml, named } = linking;
    const url = contentHtml === null ? undefined : firstLink(contentHtml, new Set(named));
    return { url, local, shownCardId };
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
