/** `npm run bench`: what the product costs on this machine. `bench/README.md` tells the method. */
import { existsSync } from 'node:fs';
import { measureBacklog } from './backlog.ts';
import { startCommunity, type Community } from './community.ts';
import { makeDataSet, type DataSet } from './data-set.ts';
import { measureHanging, TWO_HUNDRED } from './hanging.ts';
import { measureInbound } from './inbound.ts';
import { measureLive } from './live.ts';
import { readOptions, type Part } from './options.ts';
import { measureMedia } from './media.ts';
import { measureOutbound } from './outbound.ts';
import { measurePosting } from './posting.ts';
import { residentMb } from './processes.ts';
import { machine, measureReading } from './reading.ts';
import { atMost, printTable, type Line } from './table.ts';

const options = readOptions(process.argv.slice(2));
if (!existsSync('/proc/self/stat')) {
    console.error('CPU time is read from /proc, which this system does not have.');
    process.exit(1);
}

const parts: Record<Part, (community: Community, data: DataSet) => Promise<Line[]>> = {
    reading: (community, data) => measureReading(community, data, options.requests),
    posting: (community, data) => measurePosting(community, data, Math.ceil(options.requests / 3)),
    live: (community, data) => measureLive(community, data),
    inbound: (community, data) => measureInbound(community, data, options.inbound),
    outbound: (community, data) => measureOutbound(community, data, options.hosts),
    hanging: (community, data) => measureHanging(community, data, TWO_HUNDRED),
    media: (community, data) => measureMedia(community, data),
    backlog: (community, data) => measureBacklog(community, data, { posts: options.backlog, count: 1_000 }),
};

const lines: Line[] = [];
let failed = false;
const community = await startCommunity();
try {
    say(`A data set of ${options.followed} followed accounts and ${options.posts} posts …`);
    const data = await makeDataSet(community.sql, community.origin, options);
    // Measured as after a start, not after a load.
    await community.restart();
    const idle = residentMb(community.pids.server);
    for (const [part, measurePart] of Object.entries(parts)) {
        if (options.only.length > 0 && !options.only.includes(part)) continue;
        say(`${part} …`);
        try {
            lines.push(...(await measurePart(community, data)));
        } catch (error) {
            failed = true;
            lines.push({
                what: part,
                measured: `failed: ${(error as Error).message}`,
                target: '',
                kept: false,
            });
        }
    }
    lines.push(
        atMost(
            'resident memory of the server, idle',
            idle,
            'MB',
            300,
            `${residentMb(community.pids.server).toFixed(0)} MB at the end`,
        ),
    );
} finally {
    await community.stop();
}
console.log(`\nAtoll on ${machine()}, Node ${process.version}\n`);
printTable(lines);
process.exit(failed || lines.some(({ kept }) => kept === false) ? 1 : 0);

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}
