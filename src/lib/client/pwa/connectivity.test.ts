import { describe, expect, test } from 'vitest';
import { initialConnectivity, judge, shouldProbe, type Connectivity, type Signal } from './connectivity';

const after = (...signals: Signal[]): Connectivity => signals.reduce(judge, initialConnectivity);
const failed: Signal = { type: 'request', outcome: 'failed' };
const answered: Signal = { type: 'request', outcome: 'answered' };
const down: Signal = { type: 'socket', up: false, now: 1000 };
const up: Signal = { type: 'socket', up: true, now: 2000 };

describe('connectivity', () => {
    test('one failed request is no reason to doubt, two are a reason to ask', () => {
        expect(shouldProbe(after(failed), 0)).toBe(false);
        expect(shouldProbe(after(failed, failed), 0)).toBe(true);
        expect(after(failed, failed).phase).toBe('online');
    });

    test('a failed probe means offline, an answered one does not', () => {
        expect(after(failed, failed, { type: 'probe', outcome: 'failed' }).phase).toBe('offline');
        expect(after(failed, failed, { type: 'probe', outcome: 'answered' }).phase).toBe('online');
    });

    test('a socket that is down for four seconds is a reason to ask', () => {
        expect(shouldProbe(after(down), 4000)).toBe(false);
        expect(shouldProbe(after(down), 5000)).toBe(true);
    });

    test('a socket that is down while the API answers is nothing to tell anybody', () => {
        expect(after(down, { type: 'probe', outcome: 'answered' }).phase).toBe('degraded');
        expect(after(down, { type: 'probe', outcome: 'answered' }, up).phase).toBe('online');
    });

    test('any answer ends being offline', () => {
        expect(after({ type: 'browser-offline' }).phase).toBe('offline');
        expect(after({ type: 'browser-offline' }, answered).phase).toBe('online');
        expect(after({ type: 'browser-offline' }, up).phase).toBe('online');
    });

    test('while offline the server is asked again and again', () => {
        expect(shouldProbe(after({ type: 'browser-offline' }), 0)).toBe(true);
    });
});
