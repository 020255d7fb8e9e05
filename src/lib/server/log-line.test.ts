import { expect, test } from 'vitest';
import { logLine } from './log-line';

const time = Date.UTC(2026, 0, 2, 3, 4, 5);

test('a request is one line with its figures', () => {
    const line = logLine(
        JSON.stringify({ level: 30, time, method: 'GET', path: '/', ms: 1.5, msg: 'request' }),
    );
    expect(line).toBe('03:04:05 request method=GET path=/ ms=1.5\n');
});

test('an error shows its level and its stack', () => {
    const line = logLine(
        JSON.stringify({ level: 50, time, err: { stack: 'Error: no\n    at x' }, msg: 'failed' }),
    );
    expect(line).toBe('03:04:05 \u001b[31merror\u001b[0m failed\n  Error: no\n      at x\n');
});
