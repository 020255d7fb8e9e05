/** A mail server on loopback that takes every mail and keeps it, as real ones speak (RFC 5321). */
import { createServer, type Socket } from 'node:net';

/** A mail as it came over the wire. */
export interface ReceivedMail {
    from: string;
    /** Every mailbox it was handed over for. */
    to: string[];
    /** By name in lower case, unfolded. */
    headers: Map<string, string>;
    source: string;
    /** The plain part, decoded. */
    text: string;
    /** The HTML part, decoded. */
    html: string;
}

export interface MailServer extends AsyncDisposable {
    url: string;
    mails: ReceivedMail[];
    /** Settles with the first mail to `address` that was not taken before. */
    mailTo(address: string): Promise<ReceivedMail>;
    /** Refuses mailboxes with this answer, such as `451 later`; undefined takes them again. */
    refuseWith(answer: string | undefined): void;
}

/** Starts one; it stops with the scope. */
export async function startMailServer(): Promise<MailServer> {
    const mails: ReceivedMail[] = [];
    const taken = new Set<ReceivedMail>();
    const waiting = new Set<() => void>();
    let refusal: string | undefined;
    const sockets = new Set<Socket>();

    const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => socket.destroy());
        serve(socket, {
            refusal: () => refusal,
            keep(mail) {
                mails.push(mail);
                for (const look of waiting) look();
            },
        });
    });
    server.listen(0, '127.0.0.1');
    await new Promise((settle) => server.once('listening', settle));
    const { port } = server.address() as { port: number };
    return {
        url: `smtp://127.0.0.1:${port}`,
        mails,
        refuseWith(answer) {
            refusal = answer;
        },
        mailTo: (address) =>
            new Promise((settle) => {
                const look = () => {
                    const mail = mails.find((one) => one.to.includes(address) && !taken.has(one));
                    if (!mail) return;
                    taken.add(mail);
                    waiting.delete(look);
                    settle(mail);
                };
                waiting.add(look);
                look();
            }),
        async [Symbol.asyncDispose]() {
            for (const socket of sockets) socket.destroy();
            await new Promise((settle) => server.close(settle));
        },
    };
}

interface Post {
    refusal(): string | undefined;
    keep(mail: ReceivedMail): void;
}

function serve(socket: Socket, post: Post): void {
    let [from, to, buffer, inData] = ['', [] as string[], '', false];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const commands: [RegExp, (match: RegExpExecArray) => void][] = [
        [/^(?:EHLO|HELO) /i, () => say('250 mail.test')],
        [/^MAIL FROM:<([^>]*)>/i, ([, address]) => ((from = address ?? ''), (to = []), say('250 ok'))],
        [/^RCPT TO:<([^>]*)>/i, ([, address]) => say(post.refusal() ?? (to.push(address ?? ''), '250 ok'))],
        [/^DATA$/i, () => ((inData = true), say('354 go on'))],
        [/^RSET$/i, () => say('250 ok')],
        [/^QUIT$/i, () => (say('221 bye'), socket.end())],
    ];
    say('220 mail.test ESMTP');
    socket.on('data', (part) => {
        buffer += part.toString('latin1');
        for (;;) {
            const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
            if (end === -1) return;
            const text = buffer.slice(0, end);
            buffer = buffer.slice(end + (inData ? 5 : 2));
            if (inData) {
                inData = false;
                post.keep(readMail(from, to, text.replace(/^\.\./gm, '.')));
                say('250 taken');
                continue;
            }
            const [pattern, act] = commands.find(([known]) => known.test(text)) ?? [];
            const match = pattern?.exec(text);
            if (match && act) act(match);
            else say('502 not known');
        }
    });
}

/** Reads a mail with a plain and an HTML part, as it came or as it was kept. */
export function readMail(from: string, to: string[], source: string): ReceivedMail {
    const [head = ''] = source.split('\r\n\r\n', 1);
    const body = source.slice(head.length + 4);
    const headers = headersOf(head);
    const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
    const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [];
    return {
        from,
        to,
        headers,
        source,
        text: partOf(parts, 'text/plain'),
        html: partOf(parts, 'text/html'),
    };
}

function headersOf(head: string): Map<string, string> {
    const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    return new Map(
        lines.map((line) => [
            line.slice(0, line.indexOf(':')).trim().toLowerCase(),
            line.slice(line.indexOf(':') + 1).trim(),
        ]),
    );
}

function partOf(parts: string[], type: string): string {
    const part = parts.find((one) => one.toLowerCase().includes(`content-type: ${type}`));
    const [head = ''] = part?.trimStart().split('\r\n\r\n', 1) ?? [];
    const body = part?.trimStart().slice(head.length + 4) ?? '';
    const encoding = headersOf(head).get('content-transfer-encoding') ?? '7bit';
    if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
    if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
    const bytes = body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
}
