/** The least a delivery costs on this machine: a plain client posts the same bytes, unsigned. Run as a process of its own. */
import { Agent } from 'undici';

const AT_ONCE = 192;

interface Order {
    origins: string[];
    body: string;
    rounds: number;
    authority?: string;
}

process.on('message', ({ origins, body, rounds, authority }: Order) => {
    const agent = new Agent({ connections: 4, connect: { ca: authority } });
    const inboxes = Array.from({ length: rounds }, () => origins).flat();
    const begun = { at: performance.now(), cpu: process.cpuUsage() };
    const post = async () => {
        for (let origin = inboxes.pop(); origin; origin = inboxes.pop()) {
            const { statusCode, body: answer } = await agent.request({
                origin,
                path: '/inbox',
                method: 'POST',
                headers: { 'content-type': 'application/activity+json' },
                body,
            });
            await answer.dump();
            if (statusCode !== 202) throw new Error(`A host answered ${statusCode}`);
        }
    };
    void Promise.all(Array.from({ length: AT_ONCE }, post)).then(() => {
        const { user, system } = process.cpuUsage(begun.cpu);
        process.send?.({ seconds: (performance.now() - begun.at) / 1_000, cpu: (user + system) / 1_000 });
    });
});
process.on('disconnect', () => process.exit());
