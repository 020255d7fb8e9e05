import { baseLocale, isLocale, m, type Locale } from '$lib/i18n';
import { config } from '../config';
import type { Database } from '../db';
import { instanceState } from '../domain/instance';
import {
    findClaimOfAddress,
    findMailRecipient,
    findOwnerOfAddress,
    newMailToken,
    type MailRecipient,
} from '../domain/users';
import type { Letter, Mail } from '../mail';
import { accentColour } from '../serializers';
import { layOut, type Content } from './lay-out-mail';

/** A mailbox and what is written to it. */
interface Draft {
    to: string;
    recipient: MailRecipient;
    content: Content;
}

/** The mails a letter comes to, in the language of their reader; none where nobody is to be written to any more. */
export async function writeLetter(db: Database, letter: Letter): Promise<Mail[]> {
    const draft = await drafts(db, letter);
    if (!draft) return [];
    const { settings } = await instanceState(db);
    const { to, content, recipient } = draft;
    const { title: community, accentHue } = settings;
    const accent = accentHue === null ? undefined : accentColour(accentHue);
    return [layOut({ to, content, community, locale: localeOf(recipient), ...(accent && { accent }) })];
}

async function drafts(db: Database, letter: Letter): Promise<Draft | undefined> {
    switch (letter.about) {
        case 'confirmation':
            return confirmation(db, await findMailRecipient(db, letter.userId));
        case 'confirmation-again':
            return confirmation(db, await findClaimOfAddress(db, letter.email));
        case 'password-reset':
            return reset(db, await findOwnerOfAddress(db, letter.email));
        default:
            return notice(await findMailRecipient(db, letter.userId), letter);
    }
}

/** The link that proves an address; where somebody else has it, its owner is told what was tried instead. */
async function confirmation(db: Database, recipient: MailRecipient | undefined): Promise<Draft | undefined> {
    const email =
        recipient && (recipient.unconfirmedEmail ?? (recipient.confirmedAt ? null : recipient.email));
    if (!recipient || !email) return undefined;
    const owner = await findOwnerOfAddress(db, email);
    if (owner && owner.userId !== recipient.userId) return alreadyMember(owner, email);
    const locale = { locale: localeOf(recipient) };
    const token = await newMailToken(db, { userId: recipient.userId, purpose: 'confirm', email });
    return {
        to: email,
        recipient,
        content: {
            subject: m.mail_confirm_subject({}, locale),
            paragraphs: [m.mail_confirm_text({ handle: handleOf(recipient) }, locale)],
            link: { address: pageAddress('/auth/confirm', token), label: m.mail_confirm_link({}, locale) },
            footnote: m.mail_confirm_footnote({}, locale),
        },
    };
}

function alreadyMember(owner: MailRecipient, email: string): Draft {
    const locale = { locale: localeOf(owner) };
    return {
        to: email,
        recipient: owner,
        content: {
            subject: m.mail_member_subject({}, locale),
            paragraphs: [m.mail_member_text({ handle: handleOf(owner) }, locale)],
            link: { address: pageAddress('/auth/reset'), label: m.mail_member_link({}, locale) },
            footnote: m.mail_member_footnote({}, locale),
        },
    };
}

async function reset(db: Database, owner: MailRecipient | undefined): Promise<Draft | undefined> {
    if (!owner?.email) return undefined;
    const locale = { locale: localeOf(owner) };
    const { userId, email } = owner;
    const token = await newMailToken(db, { userId, purpose: 'reset', email });
    return {
        to: email,
        recipient: owner,
        content: {
            subject: m.mail_reset_subject({}, locale),
            paragraphs: [m.mail_reset_text({ handle: handleOf(owner) }, locale)],
            link: { address: pageAddress('/auth/reset', token), label: m.mail_reset_link({}, locale) },
            footnote: m.mail_reset_footnote({}, locale),
        },
    };
}

type Notice = Extract<
    Letter,
    { about: 'password-changed' | 'address-changed' | 'two-factor-changed' | 'passkey-added' | 'new-device' }
>;

/** Tells a member of a change that somebody else may have made. */
function notice(recipient: MailRecipient | undefined, letter: Notice): Draft | undefined {
    const to = letter.about === 'address-changed' ? letter.to : recipient?.email;
    if (!recipient || !to) return undefined;
    const locale = { locale: localeOf(recipient) };
    const handle = handleOf(recipient);
    return {
        to,
        recipient,
        content: {
            ...noticeText(letter, handle, locale),
            link: { address: pageAddress('/auth/security'), label: m.mail_notice_link({}, locale) },
            footnote: m.mail_notice_footnote({}, locale),
        },
    };
}

function noticeText(letter: Notice, handle: string, locale: { locale: Locale }) {
    switch (letter.about) {
        case 'password-changed':
            return {
                subject: m.mail_password_subject({}, locale),
                paragraphs: [m.mail_password_text({ handle }, locale)],
            };
        case 'address-changed':
            return {
                subject: m.mail_address_subject({}, locale),
                paragraphs: [m.mail_address_text({ handle }, locale)],
            };
        case 'two-factor-changed':
            return letter.enabled
                ? {
                      subject: m.mail_two_factor_on_subject({}, locale),
                      paragraphs: [m.mail_two_factor_on_text({ handle }, locale)],
                  }
                : {
                      subject: m.mail_two_factor_off_subject({}, locale),
                      paragraphs: [m.mail_two_factor_off_text({ handle }, locale)],
                  };
        case 'passkey-added':
            return {
                subject: m.mail_passkey_subject({}, locale),
                paragraphs: [m.mail_passkey_text({ handle, name: letter.name }, locale)],
            };
        case 'new-device':
            return {
                subject: m.mail_device_subject({}, locale),
                paragraphs: [
                    m.mail_device_text({ handle }, locale),
                    `${letter.userAgent || '–'}\n${letter.ip}\n${momentText(letter.at, locale.locale)}`,
                ],
            };
    }
}

/** Where its reader is cannot be known; the time zone is said. */
function momentText(at: string, locale: Locale): string {
    const format = new Intl.DateTimeFormat(locale, {
        dateStyle: 'long',
        timeStyle: 'long',
        timeZone: 'UTC',
    });
    return format.format(new Date(at));
}

/** A page of this site by its configured origin, whatever the request said; a secret goes into the query. */
function pageAddress(path: string, token?: string): string {
    return `${config().origin}${path}${token ? `?token=${token}` : ''}`;
}

function localeOf({ locale }: MailRecipient): Locale {
    const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
    return isLocale(language) ? language : baseLocale;
}

function handleOf({ username }: MailRecipient): string {
    return `@${username}@${config().domain}`;
}
