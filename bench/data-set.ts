/** The people and posts that are asked for, made by SQL within seconds; the same at every run. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import type postgres from 'postgres';
import type { Options } from './options.ts';

/** Whom the measurements speak for, by access token. */
export interface DataSet {
    /** Follow everybody who posts; their homes are full. As many as requests need: each client's are limited. */
    readers: Person[];
    /** Followed by the reader and by every listener. */
    poster: Person;
    /** Followed by nobody. */
    loner: Person;
    listeners: Person[];
    /** Somebody whom the readers follow. */
    authorId: string;
    statusId: string;
    /** A post with 60 answers, up to 20 deep. */
    threadId: string;
}

export interface Person {
    accountId: string;
    username: string;
    token: string;
}

const READERS = 20;
/** How long ago the first post was made. */
const SPAN_S = 14 * 86_400;

export async function makeDataSet(sql: postgres.Sql, origin: string, options: Options): Promise<DataSet> {
    await sql`SELECT setseed(0.5)`;
    const names = (role: string, count: number) => Array.from({ length: count }, (_, n) => `${role}${n}`);
    const readerNames = names('reader', READERS);
    const people = await makeMembers(sql, origin, [
        'poster',
        'loner',
        ...readerNames,
        ...names('listener', options.sockets),
    ]);
    const [poster, loner, ...others] = people;
    if (!poster || !loner) throw new Error('No members were made');
    const [readers, listeners] = [others.slice(0, READERS), others.slice(READERS)];
    await makeAuthors(sql, options.followed);
    await follow(sql, readers, poster, listeners);
    await makePosts(sql, options);
    const threadId = await makeThread(sql);
    await makeTouches(sql, readers);
    await makeNotifications(sql, readers);
    await fillHomes(sql, readers, 800);
    await fillHomes(sql, listeners, 40);
    // What the server would tidy up of its own accord is not to fall into what is measured.
    await sql`VACUUM ANALYZE`;
    const [status] = await sql<{ id: string; author_id: string }[]>`
        SELECT id, account_id AS author_id FROM statuses WHERE in_reply_to_id IS NULL AND visibility = 'public' ORDER BY id DESC OFFSET 50 LIMIT 1`;
    const { id: statusId = '', author_id: authorId = '' } = status ?? {};
    return { readers, poster, loner, listeners, authorId, statusId, threadId };
}

/** Members, their access tokens, and for the first two the keys with which they sign. */
async function makeMembers(sql: postgres.Sql, origin: string, names: string[]): Promise<Person[]> {
    const tokens = names.map((name) => `bench-${name}-${createHash('sha256').update(name).digest('base64url')}`);
    const hashes = tokens.map((token) => createHash('sha256').update(token).digest('base64url'));
    await sql`
        INSERT INTO oauth_apps (id, client_id, secret_hash, name, redirect_uris, scopes)
        VALUES (1, 'bench', 'x', 'Bench', '{urn:ietf:wg:oauth:2.0:oob}', '{read,write,follow,push}')`;
    const rows = await sql<{ id: string; username: string }[]>`
        INSERT INTO accounts (id, username, uri, url, display_name, bio_html, inbox_url, shared_inbox_url, outbox_url,
            followers_url, following_url)
        SELECT 1000000 + n, name, ${origin} || '/users/' || name, ${origin} || '/@' || name, initcap(name),
            '<p>Measured often</p>', ${origin} || '/users/' || name || '/inbox', ${`${origin}/inbox`},
            ${origin} || '/users/' || name || '/outbox', ${origin} || '/users/' || name || '/followers',
            ${origin} || '/users/' || name || '/following'
        FROM unnest(${names}::text[]) WITH ORDINALITY AS member(name, n) RETURNING id, username`;
    await sql`
        INSERT INTO users (id, account_id, email, password_hash, confirmed_at, approved_at)
        SELECT id + 1000000, id, username || '@bench.test', 'x', now(), now() FROM accounts WHERE id > 1000000
            AND id <= ${1_000_000 + names.length}`;
    await sql`
        INSERT INTO oauth_tokens (id, token_hash, app_id, user_id, scopes)
        SELECT n, hash, 1, 2000000 + n, '{read,write,follow,push}'
        FROM unnest(${hashes}::text[]) WITH ORDINALITY AS token(hash, n)`;
    const pair = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    await sql`
        INSERT INTO account_keys (key_id, account_id, kind, public_pem, private_pem)
        SELECT uri || '#main-key', id, 'rsa', ${pair.publicKey}, ${pair.privateKey} FROM accounts
        WHERE username = any(${names.slice(0, 2)})`;
    const ids = new Map(rows.map(({ id, username }) => [username, id]));
    return names.map((username, n) => ({
        username,
        accountId: ids.get(username) ?? '',
        token: tokens[n] ?? '',
    }));
}

/** Half of those who post are at home here, half on twenty other servers. */
async function makeAuthors(sql: postgres.Sql, count: number): Promise<void> {
    await sql`
        INSERT INTO accounts (id, username, domain, uri, url, display_name, bio_html, inbox_url, followers_url)
        SELECT 3000000 + n, 'author' || n, domain, origin || '/users/author' || n, origin || '/@author' || n,
            'Author ' || n, '<p>Writes about tides, bread and trains.</p>', origin || '/users/author' || n || '/inbox',
            origin || '/users/author' || n || '/followers'
        FROM (
            SELECT n, CASE WHEN n % 2 = 0 THEN 'peer' || n % 20 || '.example' END AS domain,
                CASE WHEN n % 2 = 0 THEN 'https://peer' || n % 20 || '.example' ELSE 'https://bench.example' END AS origin
            FROM generate_series(1, ${count}::int) AS n
        ) AS planned`;
}

async function follow(sql: postgres.Sql, readers: Person[], poster: Person, listeners: Person[]): Promise<void> {
    await sql`
        INSERT INTO follows (id, account_id, target_id)
        SELECT 4000000 + row_number() OVER (), reader.id, accounts.id
        FROM accounts CROSS JOIN unnest(${idsOf(readers)}::bigint[]) AS reader(id)
        WHERE accounts.id > 3000000 OR accounts.id = ${poster.accountId}`;
    await sql`
        INSERT INTO follows (id, account_id, target_id)
        SELECT 5000000 + n, id, ${poster.accountId}
        FROM unnest(${idsOf(listeners)}::bigint[]) WITH ORDINALITY AS listener(id, n)`;
}

/** Spread evenly over two weeks: a sixth are answers, a tenth carry a hashtag, a few are for followers only. */
async function makePosts(sql: postgres.Sql, { posts, followed }: Options): Promise<void> {
    await sql`
        INSERT INTO conversations (id) SELECT 6000000 + n FROM generate_series(1, ${posts}::int) AS n`;
    await sql`
        INSERT INTO statuses (id, account_id, uri, url, local, visibility, content_html, source, content_warning,
            sensitive, language, conversation_id, created_at, replies_count, boosts_count, favourites_count)
        SELECT ((extract(epoch FROM at) * 1000)::bigint << 16) | (n % 65536), author,
            'https://bench.example/posts/' || n, 'https://bench.example/@author/' || n, author % 2 = 1,
            CASE WHEN n % 20 = 0 THEN 'private' WHEN n % 10 = 0 THEN 'unlisted' ELSE 'public' END,
            '<p>' || repeat('The tide table says one thing and the water another. ', 1 + n % 5) || n || '</p>',
            NULL, CASE WHEN n % 25 = 0 THEN 'Weather' ELSE '' END, n % 25 = 0, 'en', 6000000 + n, at,
            n % 3, n % 7, n % 11
        FROM (
            SELECT n, 3000001 + (random() * ${followed - 1})::int AS author,
                now() - make_interval(secs => ${SPAN_S}::float8 * (${posts}::int - n) / ${posts}::int) AS at
            FROM generate_series(1, ${posts}::int) AS n
        ) AS planned`;
    await sql`
        WITH numbered AS (SELECT id, account_id, conversation_id, row_number() OVER (ORDER BY id) AS n FROM statuses)
        UPDATE statuses SET in_reply_to_id = parent.id, in_reply_to_account_id = parent.account_id,
            conversation_id = parent.conversation_id
        FROM numbered AS answer JOIN numbered AS parent ON parent.n = answer.n - 17
        WHERE statuses.id = answer.id AND answer.n % 6 = 0`;
    await sql`
        INSERT INTO tags (id, name, display_name)
        SELECT 7000000 + n, 'topic' || n, 'Topic' || n FROM generate_series(1, 50) AS n`;
    await sql`
        INSERT INTO status_tags (status_id, tag_id)
        SELECT id, 7000001 + row_number() OVER (ORDER BY id) % 50 FROM statuses WHERE conversation_id % 10 = 3`;
    await sql`
        INSERT INTO mentions (status_id, account_id)
        SELECT id, in_reply_to_account_id FROM statuses WHERE in_reply_to_account_id IS NOT NULL`;
}

async function makeThread(sql: postgres.Sql): Promise<string> {
    const [root] = await sql<{ id: string; account_id: string; conversation_id: string }[]>`
        SELECT id, account_id, conversation_id FROM statuses
        WHERE visibility = 'public' AND in_reply_to_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM statuses answer WHERE answer.in_reply_to_id = statuses.id)
        ORDER BY id LIMIT 1`;
    if (!root) throw new Error('No posts were made');
    // Three branches of twenty: each answers the one before it in its branch.
    await sql`
        INSERT INTO statuses (id, account_id, uri, url, local, visibility, content_html, language, conversation_id,
            in_reply_to_id, in_reply_to_account_id, created_at)
        SELECT ${root.id}::bigint + (n << 16), 3000001 + n % 50, 'https://bench.example/thread/' || n,
            'https://bench.example/@author/thread/' || n, true, 'public', '<p>Answer ' || n || '</p>', 'en',
            ${root.conversation_id}, CASE WHEN n <= 3 THEN ${root.id}::bigint ELSE ${root.id}::bigint + ((n - 3) << 16) END,
            ${root.account_id}, now() - interval '14 days'
        FROM generate_series(1, 60) AS planned(n)`;
    return root.id;
}

/** What the readers have done to posts, so that asking for it finds something. */
async function makeTouches(sql: postgres.Sql, readers: Person[]): Promise<void> {
    for (const table of ['favourites', 'bookmarks'])
        await sql`
            INSERT INTO ${sql(table)} (id, account_id, status_id)
            SELECT row_number() OVER (), reader.id, touched.id
            FROM unnest(${idsOf(readers)}::bigint[]) AS reader(id)
            CROSS JOIN (SELECT id FROM statuses ORDER BY id DESC LIMIT 200) AS touched`;
}

/** Two posts of each reader's own, and 120 notifications: forty a post liked, forty followers, forty mentions. */
async function makeNotifications(sql: postgres.Sql, readers: Person[]): Promise<void> {
    const ids = idsOf(readers);
    await sql`
        INSERT INTO statuses (id, account_id, uri, url, local, visibility, content_html, language, created_at)
        SELECT 8000000 + 2 * n + which, reader.id, 'https://bench.example/own/' || n || '/' || which,
            'https://bench.example/@own/' || n || '/' || which, true, 'public', '<p>My own</p>', 'en', now()
        FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS reader(id, n) CROSS JOIN generate_series(0, 1) AS which`;
    await sql`
        INSERT INTO notifications (id, account_id, kind, from_account_id, status_id, group_key, created_at)
        SELECT ((extract(epoch FROM now())::bigint * 1000 - nth * 60000) << 16) | n, reader.id,
            (ARRAY['favourite', 'follow', 'mention'])[1 + nth % 3], 3000001 + nth,
            CASE nth % 3 WHEN 0 THEN 8000000 + 2 * n + nth % 2 WHEN 2 THEN newest.id END,
            CASE nth % 3 WHEN 0 THEN 'favourite-' || 8000000 + 2 * n + nth % 2 || '-1' WHEN 1 THEN 'follow-1' END,
            now() - make_interval(mins => nth)
        FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS reader(id, n)
        CROSS JOIN generate_series(0, 119) AS nth
        JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM statuses WHERE account_id > 3000000 LIMIT 120)
            AS newest ON newest.place = nth + 1`;
}

async function fillHomes(sql: postgres.Sql, people: Person[], size: number): Promise<void> {
    await sql`
        INSERT INTO home_feed (account_id, status_id, author_id)
        SELECT reader.id, newest.id, newest.account_id
        FROM unnest(${idsOf(people)}::bigint[]) AS reader(id)
        CROSS JOIN (
            SELECT id, account_id FROM statuses WHERE in_reply_to_id IS NULL AND account_id > 3000000
            ORDER BY id DESC LIMIT ${size}
        ) AS newest`;
}

function idsOf(people: Person[]): string[] {
    return people.map(({ accountId }) => accountId);
}
