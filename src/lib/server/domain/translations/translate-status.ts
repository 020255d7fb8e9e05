import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { escapeHtml, htmlToText } from '$lib/text';
import { sanitizeStatusHtml } from '../../activitypub/sanitize-html';
import type { Database } from '../../db';
import { mediaAttachments, polls, translations } from '../../db/schema';
import { Forbidden, NotFound, ServiceUnavailable } from '../../errors';
import { TranslationFailed, translator, type TranslationAnswer, type Translator } from '../../translation';
import { findActedOnStatus, type StatusRow } from '../statuses';
import type { Viewer } from '../users';
import { languagesOf } from './languages';

/** A post in another language. */
export interface StatusTranslation {
    contentHtml: string;
    contentWarning: string;
    poll: { id: string; options: string[] } | null;
    media: { id: string; description: string }[];
    language: string;
    detectedLanguage: string;
    provider: string;
}

/** Everything of a post that has words, in the order it is sent to the service. */
interface Parts {
    poll: { id: string; options: string[] } | undefined;
    media: { id: string; description: string }[];
    texts: string[];
}

/**
 * Translates what a post says, its warning, the choices of its poll and the descriptions of its media. Only what is open
 * to everybody goes to a service elsewhere. The same text is translated once for all.
 * @throws NotFound where nothing is translated here or the post may not be seen; Forbidden for what is not open, has no
 * words, or is in that language already or one that cannot be had; ServiceUnavailable where the service fails.
 */
export async function translateStatus(
    db: Database,
    viewer: Viewer,
    id: string,
    wanted: string,
): Promise<StatusTranslation> {
    const service = translator();
    if (!service) throw new NotFound();
    const status = await findActedOnStatus(db, viewer, id);
    const to = baseOf(wanted) ?? '';
    const from = baseOf(status.language);
    const isOpen = status.visibility === 'public' || status.visibility === 'unlisted';
    if (!isOpen || status.localOnly || from === to) throw new Forbidden();
    const parts = await partsOf(db, status);
    if (parts.texts.every((text) => text === '')) throw new Forbidden();
    try {
        await checkLanguages(service, from, to);
        return assemble(parts, await translated(db, service, { texts: parts.texts, from, to }), {
            service,
            from,
            to,
        });
    } catch (error) {
        if (error instanceof TranslationFailed) throw new ServiceUnavailable(undefined, error);
        throw error;
    }
}

async function checkLanguages(service: Translator, from: string | undefined, to: string): Promise<void> {
    const languages = await languagesOf(service);
    const targets = from === undefined ? Object.values(languages).flat() : (languages[from] ?? []);
    if (!targets.some((target) => baseOf(target) === to)) throw new Forbidden();
}

async function partsOf(db: Database, status: StatusRow): Promise<Parts> {
    const [poll] = await db
        .select({ id: polls.id, options: polls.options })
        .from(polls)
        .where(eq(polls.statusId, status.id));
    const attached = await db
        .select({ id: mediaAttachments.id, description: mediaAttachments.description })
        .from(mediaAttachments)
        .where(eq(mediaAttachments.statusId, status.id))
        .orderBy(asc(mediaAttachments.position));
    const media = attached.flatMap(({ id, description }) => (description ? [{ id, description }] : []));
    const plain = [
        status.contentWarning,
        ...(poll?.options ?? []),
        ...media.map(({ description }) => description),
    ];
    return { poll, media, texts: [status.contentHtml, ...plain.map(escapeHtml)].map(keepEmoji) };
}

/** From memory where the same texts were translated before; empty ones are not sent. */
async function translated(
    db: Database,
    service: Translator,
    { texts, from, to }: { texts: string[]; from: string | undefined; to: string },
): Promise<TranslationAnswer> {
    const source = createHash('sha256')
        .update(JSON.stringify([service.name, from, texts]))
        .digest('hex');
    const [known] = await db
        .select()
        .from(translations)
        .where(and(eq(translations.source, source), eq(translations.language, to)));
    if (known) return known;
    const answer = await service.translate({ texts: texts.filter((text) => text !== ''), from, to });
    const answered = answer.texts.values();
    const all = texts.map((text) => (text === '' ? '' : (answered.next().value ?? '')));
    const row = { texts: all, detectedLanguage: answer.detectedLanguage };
    await db
        .insert(translations)
        .values({ source, language: to, provider: service.name, ...row })
        .onConflictDoNothing();
    return row;
}

function assemble(
    { poll, media }: Parts,
    { texts, detectedLanguage }: TranslationAnswer,
    { service, from, to }: { service: Translator; from: string | undefined; to: string },
): StatusTranslation {
    const [content = '', ...rest] = texts.map(releaseEmoji);
    const [contentWarning = '', ...others] = rest.map(htmlToText);
    const options = poll?.options.length ?? 0;
    return {
        // What a service sends back is as foreign as what another server sends.
        contentHtml: sanitizeStatusHtml(content),
        contentWarning,
        poll: poll ? { id: poll.id, options: others.slice(0, options) } : null,
        media: media.map(({ id }, index) => ({ id, description: others[options + index] ?? '' })),
        language: to,
        detectedLanguage: baseOf(detectedLanguage) ?? from ?? 'und',
        provider: service.name,
    };
}

const KEPT = '<span translate="no">';

/** Custom emoji are no words. Shortcodes within an address stay as they are. */
function keepEmoji(html: string): string {
    return html.replace(/(<[^>]*>)|(?<![\w:]):\w{2,}:(?![\w:])/g, (found, tag?: string) =>
        tag ? found : `${KEPT}${found}</span>`,
    );
}

function releaseEmoji(html: string): string {
    return html.replace(/<span translate="no">(:\w{2,}:)<\/span>/g, '$1');
}

/** A language without its region; undefined for none. */
function baseOf(language: string | null | undefined): string | undefined {
    return /^[a-z]{2,3}/.exec(language?.toLowerCase() ?? '')?.[0];
}
