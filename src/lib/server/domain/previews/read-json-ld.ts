/** What structured data says of an article. https://schema.org/Article */
export interface ArticleFacts {
    headline?: string;
    description?: string;
    image?: string;
    authorName?: string;
    authorUrl?: string;
    publisher?: string;
    publishedAt?: string;
    language?: string;
}

type Json = Record<string, unknown>;

const ARTICLES =
    /^(?:\w*NewsArticle|Article|BlogPosting|Report|ScholarlyArticle|SocialMediaPosting|VideoObject)$/;
/** Lists longer than this are not looked through. */
const MOST_NODES = 200;

/** The first article that the JSON-LD of a page describes; empty where there is none. Broken JSON says nothing. */
export function readJsonLd(scripts: readonly string[]): ArticleFacts {
    for (const script of scripts) {
        const article = nodesOf(parse(script)).find((node) =>
            typesOf(node).some((type) => ARTICLES.test(type)),
        );
        if (article) return factsOf(article);
    }
    return {};
}

function parse(script: string): unknown {
    try {
        // Many systems wrap it in a comment or CDATA.
        return JSON.parse(script.replace(/^\s*(?:<!--|\/\*.*?\*\/|<!\[CDATA\[)|(?:-->|\]\]>)\s*$/g, ''));
    } catch {
        return undefined;
    }
}

/** The nodes at the top, in a list, or in a graph; nothing deeper is walked. */
function nodesOf(value: unknown): Json[] {
    const top = listOf(value);
    return [...top, ...top.flatMap((node) => listOf(isObject(node) ? node['@graph'] : undefined))]
        .slice(0, MOST_NODES)
        .filter(isObject);
}

function factsOf(article: Json): ArticleFacts {
    const [author] = listOf(article.author);
    return {
        headline: textOf(article.headline) ?? textOf(article.name),
        description: textOf(article.description),
        image: addressOf(listOf(article.image)[0]) ?? addressOf(listOf(article.thumbnailUrl)[0]),
        authorName: textOf(author) ?? (isObject(author) ? textOf(author.name) : undefined),
        authorUrl: isObject(author) ? textOf(author.url) : undefined,
        publisher: isObject(article.publisher) ? textOf(article.publisher.name) : undefined,
        publishedAt: textOf(article.datePublished) ?? textOf(article.uploadDate),
        language: textOf(article.inLanguage),
    };
}

const listOf = (value: unknown): unknown[] =>
    Array.isArray(value) ? value.slice(0, MOST_NODES) : value === undefined ? [] : [value];
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
const typesOf = (node: Json): string[] =>
    listOf(node['@type']).filter((type): type is string => typeof type === 'string');
const addressOf = (value: unknown): string | undefined =>
    textOf(value) ?? (isObject(value) ? textOf(value.url) : undefined);
