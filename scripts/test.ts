/**
 * Every suite: unit, client, database, edges and processes by vitest, then the browser by Playwright. Arguments choose
 * suites by name (`npm test -- unit e2e`). The last line counts them all.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Count {
    passed: number;
    failed: number;
    skipped: number;
}

const VITEST = ['unit', 'client', 'db', 'edges', 'process'];
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => ![...VITEST, 'e2e'].includes(name));
if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}; there are ${VITEST.join(', ')} and e2e.`);
    process.exit(2);
}
const wanted = (name: string) => chosen.length === 0 || chosen.includes(name);

const reports = mkdtempSync(join(tmpdir(), 'atoll-reports-'));
const counts: Count[] = [];
try {
    const projects = VITEST.filter(wanted);
    if (projects.length > 0) counts.push(runVitest(projects));
    if (wanted('e2e') && globSync('tests/e2e/**/*.spec.ts').length > 0) counts.push(runPlaywright());
} finally {
    rmSync(reports, { recursive: true, force: true });
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const count of counts)
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

function runVitest(projects: string[]): Count {
    const file = join(reports, 'vitest.json');
    const status = execute('vitest', [
        'run',
        ...projects.map((name) => `--project=${name}`),
        '--passWithNoTests',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${file}`,
    ]);
    const report = read<{
        numPassedTests: number;
        numFailedTests: number;
        numPendingTests: number;
        testResults: { status: string; assertionResults: unknown[] }[];
    }>(file);
    // A file that could not even be loaded holds no tests to count, and is a failure all the same.
    const broken =
        report?.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0) ??
        [];
    return atLeastOne(status, {
        passed: report?.numPassedTests ?? 0,
        failed: (report?.numFailedTests ?? 0) + broken.length,
        skipped: report?.numPendingTests ?? 0,
    });
}

function runPlaywright(): Count {
    const file = join(reports, 'playwright.json');
    const status = execute('playwright', ['test', '--reporter=line,json'], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const stats = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
        file,
    )?.stats;
    return atLeastOne(status, {
        passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
        failed: stats?.unexpected ?? 0,
        skipped: stats?.skipped ?? 0,
    });
}

/** A runner that fails without a failed test (an error between tests, a crash) has failed once. */
function atLeastOne(status: number, count: Count): Count {
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function execute(command: string, args: string[], environment: NodeJS.ProcessEnv = {}): number {
    const { status } = spawnSync(command, args, {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...environment },
    });
    return status ?? 1;
}

function read<T>(file: string): T | undefined {
    try {
        return JSON.parse(readFileSync(file, 'utf8')) as T;
    } catch {
        return undefined;
    }
}
