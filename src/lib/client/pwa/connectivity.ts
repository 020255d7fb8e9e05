/**
 * `online`: all is well. `degraded`: the live connection is down and the API answers; nobody needs to know.
 * `offline`: the server cannot be reached, and the person is told.
 */
export type Phase = 'online' | 'degraded' | 'offline';

export interface Connectivity {
    readonly phase: Phase;
    readonly failures: number;
    readonly socketUp: boolean;
    /** Since when the socket is down, in milliseconds since 1970; null while it is up or was never wanted. */
    readonly socketDownSince: number | null;
}

export type Signal =
    | { type: 'request'; outcome: 'answered' | 'failed' }
    | { type: 'socket'; up: boolean; now: number }
    | { type: 'probe'; outcome: 'answered' | 'failed' }
    /** What the browser claims. A claim of being online proves nothing. */
    | { type: 'browser-offline' };

export const initialConnectivity: Connectivity = {
    phase: 'online',
    failures: 0,
    socketUp: false,
    socketDownSince: null,
};

/** How long the socket may be down before the server is probed. */
const SOCKET_PATIENCE = 4000;

/** The next state after a signal. One failed request says nothing; a failed probe does. */
export function judge(state: Connectivity, signal: Signal): Connectivity {
    switch (signal.type) {
        case 'request':
        case 'probe': {
            if (signal.outcome === 'answered') {
                const phase = state.socketUp || state.socketDownSince === null ? 'online' : 'degraded';
                return { ...state, phase, failures: 0 };
            }
            const failures = state.failures + 1;
            return { ...state, failures, phase: signal.type === 'probe' ? 'offline' : state.phase };
        }
        case 'socket':
            return signal.up
                ? { phase: 'online', failures: 0, socketUp: true, socketDownSince: null }
                : { ...state, socketUp: false, socketDownSince: state.socketDownSince ?? signal.now };
        case 'browser-offline':
            return { ...state, phase: 'offline' };
    }
}

/** Is it time to ask the server whether it is there? */
export function shouldProbe(state: Connectivity, now: number): boolean {
    if (state.phase === 'offline') return true;
    if (state.failures >= 2) return true;
    return (
        state.phase === 'online' &&
        state.socketDownSince !== null &&
        now - state.socketDownSince >= SOCKET_PATIENCE
    );
}
