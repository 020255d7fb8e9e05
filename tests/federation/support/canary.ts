import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A listener that counts the connections it accepted: the only honest witness of what a server did or did not ask. */
export interface Canary extends AsyncDisposable {
    port: number;
    accepted: number;
}

/** Starts a canary on a loopback address. `serve` may answer like a real host, to make a positive control. */
export async function aCanary(
    host = '127.0.0.1',
    serve: (socket: Socket) => void = answerOk,
): Promise<Canary> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
        canary.accepted++;
        sockets.add(socket);
        socket.on('error', () => {}).on('close', () => sockets.delete(socket));
        serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const canary: Canary = {
        port: (server.address() as AddressInfo).port,
        accepted: 0,
        async [Symbol.asyncDispose]() {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
    return canary;
}

function answerOk(socket: Socket): void {
    socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'),
    );
}
