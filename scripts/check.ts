/** Types, lint, format and architecture, side by side; quiet where all is well. Fails when one of them does. */
import { spawn } from 'node:child_process';

interface Check {
    name: string;
    command: string[];
}

const checks: Check[] = [
    {
        name: 'types',
        command: ['svelte-check', '--threshold', 'warning', '--fail-on-warnings', '--output', 'human'],
    },
    {
        name: 'lint',
        command: ['eslint', '--cache', '--cache-location', '.cache/eslint/', '--max-warnings=0', '.'],
    },
    {
        name: 'format',
        command: [
            'prettier',
            '--check',
            '--cache',
            '--cache-location=.cache/prettier',
            '--log-level=warn',
            '.',
        ],
    },
    {
        name: 'architecture',
        command: [
            'vitest',
            'run',
            '--project=unit',
            '--reporter=default',
            '--passWithNoTests',
            'tests/architecture',
        ],
    },
];

interface Result {
    status: number;
    output: string;
}

function run([command = '', ...args]: string[]): Promise<Result> {
    return new Promise((settle) => {
        const child = spawn(command, args, {
            env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        const parts: Buffer[] = [];
        child.stdout.on('data', (part: Buffer) => parts.push(part));
        child.stderr.on('data', (part: Buffer) => parts.push(part));
        child.on('close', (status) =>
            settle({ status: status ?? 1, output: Buffer.concat(parts).toString() }),
        );
    });
}

// Both write what the checks below read.
for (const command of [
    ['node', '--disable-warning=ExperimentalWarning', 'scripts/messages.ts'],
    ['svelte-kit', 'sync'],
]) {
    const { status, output } = await run(command);
    if (status !== 0) {
        console.error(output);
        process.exit(1);
    }
}

const results = await Promise.all(
    checks.map(async ({ name, command }) => {
        const begun = performance.now();
        const result = await run(command);
        const seconds = ((performance.now() - begun) / 1000).toFixed(1);
        if (result.status !== 0) console.log(result.output.trimEnd());
        console.log(`${result.status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
        return result.status;
    }),
);
process.exit(results.some((status) => status !== 0) ? 1 : 0);
