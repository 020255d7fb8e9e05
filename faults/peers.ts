/** Other servers, each with somebody who follows the members of the community. */
import { RemoteServer, type RemotePerson } from '../tests/federation/support/remote-server';
import type { Community, Member } from './community';

export interface Peer {
    server: RemoteServer;
    person: RemotePerson;
}

/** Opens `count` servers with one person each, who follows every one of `members`. */
export async function openPeers(community: Community, members: Member[], count: number): Promise<Peer[]> {
    return Promise.all(
        Array.from({ length: count }, async (_, index) => {
            const server = await RemoteServer.start();
            const person = await server.person(`reader${index}`);
            for (const { username } of members) {
                const follow = server.activity(person, 'Follow', actorOf(community, username));
                const status = await server.send(`${community.origin}/inbox`, follow, person);
                if (status !== 202) throw new Error(`A Follow was answered ${status}`);
            }
            return { server, person };
        }),
    );
}

export async function closePeers(peers: Peer[]): Promise<void> {
    for (const { server } of peers) await server[Symbol.asyncDispose]();
}

export function actorOf({ origin }: Community, username: string): string {
    return `${origin}/users/${username}`;
}
