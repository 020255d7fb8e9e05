import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './scenario';

/** What was acknowledged, and when something was killed: one line each, kept where a promise was broken. */
export class History {
    readonly #file: string;

    constructor(id: string, seed: number) {
        this.#file = join(tmpdir(), `atoll-faults-${id}-${seed}.jsonl`);
        writeFileSync(this.#file, '');
    }

    add(op: string, key: string, result?: unknown): void {
        appendFileSync(this.#file, `${JSON.stringify({ t: new Date().toISOString(), op, key, result })}\n`);
    }

    /** Returns what was found, and where the history is if something of it was broken. */
    close(findings: Finding[]): Finding[] {
        if (findings.some(({ kept }) => kept === false))
            return [...findings, { what: 'history', measured: this.#file, target: '' }];
        rmSync(this.#file);
        return findings;
    }
}
