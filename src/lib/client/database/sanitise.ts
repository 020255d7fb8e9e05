import type { DOMPurify } from 'dompurify';
import type {
    Account,
    Announcement,
    EmojiReaction,
    Field,
    MediaAttachment,
    Quote,
    Status,
} from '$lib/mastodon-api/entities';

/**
 * The second fence: the server has sanitised what it sends, and everything is sanitised here once more, once, on its
 * way in. What is in the stores and in the database can be shown as it is.
 */

const ALLOWED_TAGS = [
    ...['p', 'br', 'span', 'a', 'del', 's', 'pre', 'blockquote', 'code', 'b', 'strong', 'u', 'i', 'em'],
    ...['ul', 'ol', 'li', 'ruby', 'rt', 'rp'],
];
const ALLOWED_ATTR = ['href', 'class', 'rel', 'translate', 'lang', 'start', 'reversed', 'value'];
const CLASS = /^(?:mention|hashtag|ellipsis|invisible|quote-inline|(?:h|p|u|dt|e)-[a-z0-9-]{1,40})$/;

let loading: Promise<DOMPurify> | null = null;
let purify: DOMPurify | null = null;

/** Loads what sanitising needs; after the first paint, which shows what is already clean. */
export async function loadSanitiser(): Promise<void> {
    loading ??= import('dompurify').then(({ default: instance }) => {
        instance.addHook('afterSanitizeAttributes', (element) => {
            const classes = [...element.classList].filter((name) => CLASS.test(name));
            if (classes.length > 0) element.className = classes.join(' ');
            else element.removeAttribute('class');
            if (element.tagName !== 'A') return;
            element.setAttribute('rel', 'nofollow noopener noreferrer');
            element.setAttribute('target', '_blank');
        });
        return instance;
    });
    purify = await loading;
}

/** Throws before `loadSanitiser` is done: nothing passes unclean. */
export function sanitiseHtml(html: string): string {
    if (!purify) throw new Error('loadSanitiser first');
    if (!/[<&]/.test(html)) return html;
    return purify.sanitize(html, {
        ALLOWED_TAGS,
        ALLOWED_ATTR,
        ALLOW_DATA_ATTR: false,
        ALLOW_ARIA_ATTR: false,
    });
}

/** An address that is safe as a link or a picture; empty when it is not. */
export function safeUrl(url: string): string {
    if (url.startsWith('/') && !url.startsWith('//')) return url;
    const parsed = URL.parse(url);
    return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? url : '';
}

/** An address for a picture: an embedded one too, which as a picture runs no script, whatever it is. */
export function safePicture(url: string): string {
    return url.startsWith('data:image/') ? url : safeUrl(url);
}

const safeUrlOrNull = (url: string | null) => (url ? safeUrl(url) || null : null);

const sanitiseField = (field: Field): Field => ({ ...field, value: sanitiseHtml(field.value) });

export function sanitiseAccount<T extends Account>(account: T): T {
    return {
        ...account,
        note: sanitiseHtml(account.note),
        fields: account.fields.map(sanitiseField),
        url: safeUrl(account.url),
        avatar: safePicture(account.avatar),
        avatar_static: safePicture(account.avatar_static),
        header: safePicture(account.header),
        header_static: safePicture(account.header_static),
        emojis: account.emojis.filter((emoji) => safeUrl(emoji.url) && safeUrl(emoji.static_url)),
        ...(account.moved ? { moved: sanitiseAccount(account.moved) } : {}),
    };
}

const sanitiseMedia = (media: MediaAttachment): MediaAttachment => ({
    ...media,
    url: safeUrlOrNull(media.url),
    preview_url: safeUrlOrNull(media.preview_url),
    remote_url: safeUrlOrNull(media.remote_url),
});

function sanitiseQuote(quote: NonNullable<Status['quote']>): NonNullable<Status['quote']> {
    if (!('quoted_status' in quote) || !quote.quoted_status) return quote;
    return { ...quote, quoted_status: sanitiseStatus(quote.quoted_status) } satisfies Quote;
}

const sanitiseReaction = (reaction: EmojiReaction): EmojiReaction => ({
    ...reaction,
    url: safeUrlOrNull(reaction.url),
    static_url: safeUrlOrNull(reaction.static_url),
});

export function sanitiseAnnouncement(announcement: Announcement): Announcement {
    return {
        ...announcement,
        content: sanitiseHtml(announcement.content),
        emojis: announcement.emojis.filter((emoji) => safeUrl(emoji.url) && safeUrl(emoji.static_url)),
        reactions: announcement.reactions.filter(({ url }) => url === undefined || safeUrl(url)),
    };
}

export function sanitiseStatus(status: Status): Status {
    return {
        ...status,
        content: sanitiseHtml(status.content),
        url: safeUrlOrNull(status.url),
        account: sanitiseAccount(status.account),
        reblog: status.reblog ? sanitiseStatus(status.reblog) : null,
        media_attachments: status.media_attachments.map(sanitiseMedia),
        emojis: status.emojis.filter((emoji) => safeUrl(emoji.url) && safeUrl(emoji.static_url)),
        card: status.card
            ? {
                  ...status.card,
                  url: safeUrl(status.card.url),
                  image: safeUrlOrNull(status.card.image),
                  // Foreign markup of an embed is never shown.
                  html: '',
                  authors: status.card.authors.map(({ account, ...author }) => ({
                      ...author,
                      account: account && sanitiseAccount(account),
                  })),
              }
            : null,
        ...(status.emoji_reactions ? { emoji_reactions: status.emoji_reactions.map(sanitiseReaction) } : {}),
        ...(status.quote ? { quote: sanitiseQuote(status.quote) } : {}),
    };
}
