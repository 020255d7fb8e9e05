import { textDirection, type Locale } from '$lib/i18n';
import { escapeHtml } from '$lib/text';
import { config } from '../config';
import type { Mail } from '../mail';

/** What a mail says, in its reader's language and as plain text. */
export interface Content {
    subject: string;
    /** Line ends within a paragraph are kept. */
    paragraphs: string[];
    link: { address: string; label: string };
    /** What to do when they did not ask for it. */
    footnote: string;
}

interface Envelope {
    to: string;
    content: Content;
    community: string;
    locale: Locale;
    /** As `#rrggbb`, dark enough for white words; the software's where it is missing. */
    accent?: string;
}

const STYLE = {
    body: 'margin:0;padding:24px;background:#f9fafb;color:#151b21;font:16px/1.5 system-ui,sans-serif',
    sheet: 'max-width:480px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d8dde2;border-radius:12px',
    title: 'margin:0 0 16px;font-size:20px',
    button: 'display:inline-block;padding:12px 20px;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none',
    small: 'color:#515962;font-size:14px',
};

/** Lays a mail out twice: as plain text, and as simple HTML that loads nothing and in which nothing but our own is markup. */
export function layOut({ to, content, community, locale, accent = '#007272' }: Envelope): Mail {
    const { subject, paragraphs, link, footnote } = content;
    const sender = `${community} · ${config().origin}`;
    const text = [...paragraphs, `${link.label}:\n${link.address}`, footnote, `-- \n${sender}`].join('\n\n');
    const paragraph = (words: string, style = '') =>
        `<p${style && ` style="${style}"`}>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`;
    const html = `<!doctype html>
<html lang="${locale}" dir="${textDirection(locale)}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="${STYLE.body}"><div style="${STYLE.sheet}">
<h1 style="${STYLE.title}">${escapeHtml(subject)}</h1>
${paragraphs.map((words) => paragraph(words)).join('\n')}
<p><a href="${escapeHtml(link.address)}" style="${STYLE.button};background:${accent}">${escapeHtml(link.label)}</a></p>
${paragraph(link.address, STYLE.small)}
${paragraph(footnote, STYLE.small)}
${paragraph(sender, STYLE.small)}
</div></body>
</html>
`;
    return { to, fromName: community, subject, text: `${text}\n`, html };
}
