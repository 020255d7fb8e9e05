/** The program behind `npm run atoll`: works beside a running server as well as without one. */
import { openCommunity } from './open-community';
import { commands, runCommand } from '.';

const community = openCommunity();

for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
] as const)
    process.once(signal, () => void community.close().finally(() => process.exit(code)));

const terminal = {
    out: (text: string) => void process.stdout.write(text),
    error: (text: string) => void process.stderr.write(text),
};
process.exitCode = await runCommand(commands, process.argv.slice(2), terminal, (options) =>
    community.database(options),
);
await community.close();
