import { createSocket } from 'node:dgram';
import { nameResolver } from '$lib/server/activitypub/outbound-lookup';

/** Answers one question: IPv4 addresses for the name, or undefined for silence. Asked anew each time. */
export type Answers = (name: string, query: number) => string[] | undefined;

const TYPE_A = 1;

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
        const addresses = type === TYPE_A ? answers(name, server.queries) : [];
        if (addresses) socket.send(response(message, end, addresses), from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const previous = nameResolver.getServers();
    nameResolver.setServers([`127.0.0.1:${socket.address().port}`]);
    return server;
}

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
        const record = Buffer.alloc(16);
        record.writeUInt16BE(0xc00c, 0);
        record.writeUInt16BE(TYPE_A, 2);
        record.writeUInt16BE(1, 4);
        record.writeUInt16BE(4, 10);
        address.split('.').forEach((part, index) => record.writeUInt8(Number(part), 12 + index));
        return record;
    });
    return Buffer.concat([header, query.subarray(12, endOfQuestion), ...records]);
}
