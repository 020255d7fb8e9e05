import type { Database } from '$lib/server/db';
import { aMember } from './members';
import { RemoteServer } from './remote-server';

/** An honest server with vera, a hostile one with eve, and alice here. */
export async function aScene(db: Database) {
    const victim = await RemoteServer.start();
    const evil = await RemoteServer.start();
    const [vera, eve] = [await victim.person('vera'), await evil.person('eve')];
    return {
        victim,
        evil,
        vera,
        eve,
        alice: await aMember(db, 'alice'),
        async [Symbol.asyncDispose]() {
            await victim[Symbol.asyncDispose]();
            await evil[Symbol.asyncDispose]();
        },
    };
}

/** The reason something was refused for, or none. */
export async function reasonOf(attempt: Promise<unknown>): Promise<string> {
    try {
        await attempt;
        return 'none';
    } catch (error) {
        return String((error as { reason?: unknown }).reason);
    }
}
