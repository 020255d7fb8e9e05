import { createSocket } from 'node:dgram';
import ipaddr from 'ipaddr.js';
import { nameResolver } from '$lib/server/activitypub/outbound-lookup';

/** Answers one question: the addresses of the name, or undefined for silence. Asked anew each time. */
export type Answers = (name: string, query: number) => string[] | undefined;

const TYPE_A = 1;
const TYPE_AAAA = 28;

/** A scriptable name server on a loopback port; the outbound resolver asks it until it is disposed of. */
export async function aNameServer(answers: Answers): Promise<AsyncDisposable & { queries: number }> {
    const socket = createSocket('udp4');
    const server = {
        queries: 0,
        async [Symbol.asyncDispose]() {
            nameResolver.cancel();
            nameResolver.setServers(previous);
            await new Promise<void>((resolve) => socket.close(resolve));
        },
    };
    socket.on('message', (message, from) => {
        const { name, type, end } = question(message);
        if (type === TYPE_A) server.queries++;
        const addresses = answers(name, server.queries)?.filter((address) => typeOf(address) === type);
        if (addresses) socket.send(response(message, end, addresses), from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const previous = nameResolver.getServers();
    nameResolver.setServers([`127.0.0.1:${socket.address().port}`]);
    return server;
}

const typeOf = (address: string) => (ipaddr.IPv4.isValid(address) ? TYPE_A : TYPE_AAAA);

function question(message: Buffer): { name: string; type: number; end: number } {
    const labels: string[] = [];
    let position = 12;
    for (let length = message.readUInt8(position); length > 0; length = message.readUInt8(position)) {
        labels.push(message.toString('ascii', position + 1, position + 1 + length));
        position += 1 + length;
    }
    return {
        name: labels.join('.').toLowerCase(),
        type: message.readUInt16BE(position + 1),
        end: position + 5,
    };
}

function response(query: Buffer, endOfQuestion: number, addresses: string[]): Buffer {
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    const records = addresses.map((address) => {
        const bytes = ipaddr.parse(address).toByteArray();
        const record = Buffer.alloc(12);
        record.writeUInt16BE(0xc00c, 0);
        record.writeUInt16BE(typeOf(address), 2);
        record.writeUInt16BE(1, 4);
        record.writeUInt16BE(bytes.length, 10);
        return Buffer.concat([record, Buffer.from(bytes)]);
    });
    return Buffer.concat([header, query.subarray(12, endOfQuestion), ...records]);
}
