import { expect, test } from 'vitest';
import { hasOpenApi, violations } from '../support/openapi';

if (!hasOpenApi)
    console.info(
        'The description of the Mastodon API is not beside this checkout: answers are not held against it.',
    );

test.runIf(hasOpenApi)('an answer that differs from the description is found', () => {
    expect(violations('GET', '/api/v1/statuses/1', 200, { id: 1 })).toContainEqual(
        expect.stringContaining('/id must be string'),
    );
    expect(violations('GET', '/api/v1/timelines/home', 200, [])).toEqual([]);
});
