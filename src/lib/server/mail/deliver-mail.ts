import { createTransport } from 'nodemailer';
import { config } from '../config';
import { log } from '../log';
import { keepMail } from './kept-mails';

/** A mail to one mailbox, ready to go. */
export interface Mail {
    to: string;
    /** Shown as the sender's name. */
    fromName: string;
    subject: string;
    text: string;
    html: string;
}

/** Milliseconds: a mail server that does not answer is asked again later, by the job. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/**
 * Hands a mail to the mail server; without one, keeps it as a file. A mailbox that the mail server refuses for good is
 * given up.
 * @throws whatever keeps the mail server from taking it now.
 */
export async function deliverMail(mail: Mail): Promise<void> {
    const { smtpUrl, from } = config().mail;
    const message = {
        from: { name: oneLine(mail.fromName), address: from },
        // As an object it is one mailbox, whatever stands in it; a text would be read as a list.
        to: { name: '', address: oneLine(mail.to) },
        subject: oneLine(mail.subject),
        text: mail.text,
        html: mail.html,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
    };
    if (smtpUrl) {
        await createTransport({ url: smtpUrl, ...PATIENCE })
            .sendMail(message)
            .catch(giveUpRefused);
        return;
    }
    const { message: source } = await createTransport({ streamTransport: true, buffer: true }).sendMail(
        message,
    );
    const file = await keepMail(source as Buffer);
    log.info({ file, subject: message.subject }, 'No mail server is set: a mail was kept as a file');
}

/**
 * Asks the mail server whether it would take mails.
 * @throws whatever keeps it from that.
 */
export async function greetMailServer(): Promise<void> {
    await createTransport({ url: config().mail.smtpUrl, ...PATIENCE }).verify();
}

/** Line ends would begin another header. */
function oneLine(text: string): string {
    return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function giveUpRefused(error: { code?: string; responseCode?: number }): void {
    if (error.code !== 'EENVELOPE' || (error.responseCode ?? 0) < 500) throw error;
    log.warn({ err: error }, 'A mailbox was refused by the mail server: its mail is given up');
}
