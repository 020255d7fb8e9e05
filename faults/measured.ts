import { startCommunity, type Community } from '../bench/community';
import { makeDataSet, type DataSet } from '../bench/data-set';
import { readOptions } from '../bench/options';
import type { Finding } from './scenario';

/** What `npm run bench` measures, of a community of its own and with little in it: figures are among the promises. */
export async function measured(
    measure: (community: Community, data: DataSet) => Promise<Finding[]>,
): Promise<Finding[]> {
    const community = await startCommunity();
    try {
        const options = readOptions(['--posts', '2000', '--followed', '200', '--sockets', '1']);
        const data = await makeDataSet(community.sql, community.origin, options);
        // The keys and the tokens were not there when it started.
        await community.restart();
        return await measure(community, data);
    } finally {
        await community.stop();
    }
}

/** Without what tells how long something takes: beside other tests that says nothing. That it arrives at all is waited for. */
export function untimed(findings: Finding[]): Finding[] {
    return findings.filter(({ what }) => what.startsWith('connections'));
}
