import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLinkHeader, parseLinkHeader } from './link-header';

describe('the Link header', () => {
    test('is written as clients of Mastodon expect it', () => {
        expect(
            formatLinkHeader({ next: 'https://a.example/x?max_id=1', prev: 'https://a.example/x?min_id=9' }),
        ).toBe('<https://a.example/x?max_id=1>; rel="next", <https://a.example/x?min_id=9>; rel="prev"');
    });

    test('is absent where there is nothing to link', () => {
        expect(formatLinkHeader({})).toBeNull();
    });

    test('is read whatever the order, spacing, quoting and other parameters', () => {
        const header =
            '<https://a.example/p?a[]=1,2;3>;title="x, y";REL=prev ,  <https://a.example/n>; rel="last next"';
        expect(parseLinkHeader(header)).toEqual({
            prev: 'https://a.example/p?a[]=1,2;3',
            next: 'https://a.example/n',
        });
    });

    test('gives nothing for a missing or malformed header', () => {
        for (const header of [null, undefined, '', 'next', '<x', '<>; rel="next"', '<https://a.example>'])
            expect(parseLinkHeader(header)).toEqual({});
    });

    test('comes back as it was written', () => {
        const links = fc.record(
            { next: fc.webUrl(), prev: fc.webUrl() },
            { requiredKeys: [], noNullPrototype: true },
        );
        fc.assert(
            fc.property(links, (written) => {
                expect(parseLinkHeader(formatLinkHeader(written))).toEqual(written);
            }),
        );
    });

    test('is read in linear time', () => {
        const hostile = '<a>' + '; x="'.repeat(20_000) + '<'.repeat(20_000);
        const started = performance.now();
        parseLinkHeader(hostile);
        expect(performance.now() - started).toBeLessThan(2_000);
    });
});
