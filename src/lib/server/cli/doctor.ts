import { tableLines } from './help';
import { examinations, type Finding } from './examinations';
import type { Command } from './command';

const MARKS = { ok: 'ok', warning: 'WARNING', failed: 'FAILED' };

/** Each examination answers for itself: one that breaks is a finding, and the others go on. */
export const doctor: Command = {
    name: 'doctor',
    about: 'Checks settings, storage, files of other servers, database, search, mail, clock and network, and says what to do.',
    async run(call) {
        const findings: (Finding & { subject: string })[] = [];
        for (const [subject, examine] of Object.entries(examinations)) {
            const finding = await examine(call).catch((error: unknown): Finding => ({
                state: 'failed',
                found: messageOf(error),
            }));
            findings.push({ subject, ...finding });
        }
        const rows = findings.flatMap(({ subject, state, found, advice }) => [
            [MARKS[state], subject, found],
            ...(advice ? [['', '', `→ ${advice}`]] : []),
        ]);
        return {
            lines: tableLines(rows),
            data: findings,
            failed: findings.some(({ state }) => state === 'failed'),
        };
    },
};

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
