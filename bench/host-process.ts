/** Other servers, many in one process: as little of HTTP as deliveries need, so that they cost next to nothing. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import type { Arrivals, Asked, GroupOptions, HostCommand } from './hosts.ts';

interface Host {
    server: Server;
    port: number;
    sockets: Set<Socket>;
    mostSockets: number;
}

interface Group extends GroupOptions {
    hosts: Host[];
    /** Each delivery that was tried, whatever became of it. */
    asked: Asked;
}

const BYTE_EVERY_MS = 1_000;
const NAME_AFTER_MS = 10_000;
const MARK = Buffer.from('crossing-');

const groups: Group[] = [];
const arrivals = new Map<number, { at: number; host: number }[]>();
let received = 0;
const now = () => performance.timeOrigin + performance.now();

const commands: { [D in HostCommand['do']]: (command: Extract<HostCommand, { do: D }>) => unknown } = {
    async open({ group }) {
        const opened: Group = { ...group, hosts: [], asked: [] };
        for (let n = 0; n < group.count; n++) opened.hosts.push(await openHost(opened, 0));
        return { group: groups.push(opened) - 1, ports: opened.hosts.map(({ port }) => port) };
    },
    async down({ group }) {
        for (const host of groups[group]?.hosts ?? []) {
            for (const socket of host.sockets) socket.destroy();
            await new Promise((closed) => host.server.close(closed));
        }
    },
    async up({ group }) {
        const opened = groups[group];
        if (!opened) return;
        const ports = opened.hosts.map(({ port }) => port);
        opened.hosts = [];
        for (const port of ports) opened.hosts.push(await openHost(opened, port));
    },
    answer({ group, status, headers }) {
        Object.assign(groups[group] ?? {}, { status, headers });
    },
    received: () => received,
    asked: ({ group }): Asked => groups[group]?.asked ?? [],
    arrivals: ({ mark }): Arrivals => arrivals.get(mark) ?? [],
    mostConnections: () =>
        Math.max(0, ...groups.flatMap(({ hosts }) => hosts.map(({ mostSockets }) => mostSockets))),
    async slowNames() {
        const socket = createSocket('udp4');
        socket.on('message', (message, from) => {
            const refusal = Buffer.from(message);
            refusal.writeUInt16BE(0x8183, 2);
            setTimeout(() => socket.send(refusal, from.port, from.address), NAME_AFTER_MS).unref();
        });
        socket.bind(0, '127.0.0.1');
        await once(socket, 'listening');
        return socket.address().port;
    },
};

process.on('message', ({ id, command }: { id: number; command: HostCommand }) => {
    const run = commands[command.do] as (command: HostCommand) => unknown;
    Promise.resolve(run(command)).then(
        (result) => process.send?.({ id, result }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
    );
});
process.on('disconnect', () => process.exit());

async function openHost(group: Group, port: number): Promise<Host> {
    const { tls } = group;
    const server = tls ? createSecureServer({ key: tls.key, cert: tls.certificate }) : createPlainServer();
    const host: Host = { server, port, sockets: new Set(), mostSockets: 0 };
    server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
        host.sockets.add(socket);
        host.mostSockets = Math.max(host.mostSockets, host.sockets.size);
        socket.on('close', () => host.sockets.delete(socket));
        socket.on('error', () => {});
        listen(socket, (body) => answer(group, host, socket, body));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    host.port = (server.address() as AddressInfo).port;
    return host;
}

/** Reads one request after the other; `body` is undefined for what is no POST. */
function listen(socket: Socket, answer: (body: Buffer | undefined) => void): void {
    let held: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        for (;;) {
            const end = held.indexOf('\r\n\r\n') + 4;
            if (end < 4) return;
            const head = held.latin1Slice(0, end);
            const size = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
            if (held.length < end + size) return;
            const body = held.subarray(end, end + size);
            held = held.subarray(end + size);
            answer(head.startsWith('POST') ? body : undefined);
        }
    });
}

function answer(group: Group, { port }: Host, socket: Socket, body: Buffer | undefined): void {
    if (!body) return void socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    const { kind, status = 202, headers = '', asked } = group;
    asked.push({ at: now(), host: port, status });
    const text = `HTTP/1.1 ${status} Whatever\r\n${headers}Content-Length: 0\r\n\r\n`;
    if (kind === 'hanging') return;
    if (kind === 'trickling') return trickle(socket, text);
    if (status < 300) note(body, port);
    socket.write(text);
}

function note(body: Buffer, host: number): void {
    received++;
    const at = body.indexOf(MARK);
    if (at === -1) return;
    const mark = Number.parseInt(body.latin1Slice(at + MARK.length, at + MARK.length + 9), 10);
    const known = arrivals.get(mark);
    if (known) known.push({ at: now(), host });
    else arrivals.set(mark, [{ at: now(), host }]);
}

function trickle(socket: Socket, text: string): void {
    let sent = 0;
    const timer = setInterval(() => {
        if (sent < text.length) socket.write(text.charAt(sent++));
    }, BYTE_EVERY_MS);
    socket.on('close', () => clearInterval(timer));
}
