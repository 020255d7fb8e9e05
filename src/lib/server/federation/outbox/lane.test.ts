import { describe, expect, test } from 'vitest';
import { Lane } from './lane';
import type { Claim } from './lanes';

const lane = () =>
    new Lane({ host: 'h', urgency: 2, failures: 0, signatureForm: null, isSuccessNews: false });

const claims = (...abouts: string[]): Claim[] =>
    abouts.map((text, index) => {
        const [about = '', said = `${text}-${index}`] = text.split('/');
        const spoken = { accountId: '1', body: Buffer.from('') };
        return {
            id: `${index}`,
            activityId: said,
            host: 'h',
            inbox: '',
            priority: 1,
            attempts: 0,
            about,
            spoken,
        };
    });

/** A lane in which these wait, whose host has answered unless it is `unknown`. */
function laneWith(waiting: Claim[], { unknown = false } = {}): Lane {
    const filled = lane();
    if (!unknown) filled.recover();
    filled.add({ claims: waiting, arrivals: 1, at: '' }, 100);
    return filled;
}

function startAll(filled: Lane): string[] {
    const started: string[] = [];
    for (let claim = filled.next(); claim; claim = filled.next()) started.push(claim.about);
    return started;
}

describe('a host', () => {
    test('gets one delivery at a time until it has answered, then four', () => {
        const filled = laneWith(claims('a', 'b', 'c', 'd', 'e', 'f'), { unknown: true });
        expect(startAll(filled)).toEqual(['a']);
        filled.answered();
        filled.recover();
        expect(startAll(filled)).toEqual(['b', 'c', 'd', 'e']);
    });

    test('that failed gets one at a time, and after five failures in a row none', () => {
        const filled = laneWith(claims('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'));
        expect(startAll(filled)).toHaveLength(4);
        const failed = [1, 2, 3, 4].map(() => {
            filled.answered();
            return filled.fail(0, false);
        });
        // What was under way together fails together.
        expect(failed).toEqual([true, false, false, false]);
        expect(startAll(filled)).toEqual(['e']);
        for (let failures = 2; failures <= 5; failures++) filled.fail(Date.now() + 1, false);
        filled.answered();
        expect(startAll(filled)).toEqual([]);
    });

    test('is told things of one thing one after the other, and others meanwhile', () => {
        const waiting = claims('post/create', 'post/create', 'post/update', 'other', 'post/delete');
        const filled = laneWith(waiting);
        expect(startAll(filled)).toEqual(['post', 'post', 'other']);
        for (const claim of waiting.slice(0, 2)) {
            filled.answered();
            expect(startAll(filled)).toEqual([]);
            filled.settle(claim, false);
        }
        expect(startAll(filled)).toEqual(['post']);
        expect(filled.inHand).toHaveLength(3);
    });

    test('is told nothing more of what failed until that was told', () => {
        const waiting = claims('post/create', 'post/update', 'other');
        const filled = laneWith(waiting);
        startAll(filled);
        filled.answered();
        filled.fail(0, false);
        filled.settle(waiting[0]!, true);
        expect(filled.waiting).toBe(0);
    });

    test('lets others have their turn after thirty-two deliveries', () => {
        const filled = laneWith(claims(...Array.from({ length: 32 }, (_, n) => `post${n}`)));
        filled.lookAgain();
        for (let n = 0; n < 32; n++) {
            filled.settle(filled.next()!, false);
            filled.answered();
        }
        expect(filled.room).toBe(0);
        expect(filled.ending).toBe('turn');
    });
});
