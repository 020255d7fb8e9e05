import { expect, test } from 'vitest';
import { peopleReached } from './people-reached';

const draft = (text: string, ...more: string[]) => ({
    id: 'd',
    text,
    media: [],
    thread: more.map((said, index) => ({ id: `part-${index}`, text: said, media: [] })),
});
const quoted = { account: { acct: 'Dee@reef.example' } } as Parameters<typeof peopleReached>[2];

test('whoever a thread names hears of it, once, and so does who is quoted, but not oneself', () => {
    const posts = draft(
        '@bo and @Ana',
        '@BO again, @cy@reef.example, mail@example.com',
        'https://x.example/@eve',
    );
    expect(peopleReached(posts, 'ana', quoted)).toEqual(['bo', 'cy@reef.example', 'dee@reef.example']);
    expect(peopleReached(draft('Nobody'), 'ana', null)).toEqual([]);
});
