import { expect, test } from 'vitest';
import { holdBack, settle } from './hold-back';

const item = (key: string, id: string) => ({ key, id });
const began = [item('fav', '9'), item('mention', '7'), item('follow', '4')];
const keys = (items: { key: string }[]) => items.map(({ key }) => key);

test('a list nobody reads yet is shown as it is', () => {
    expect(holdBack(began, null)).toEqual({ shown: began, waiting: [] });
    expect(settle([])).toBeNull();
});

test('what is new waits, and what grows stays where it stood', () => {
    const now = [item('boost', '12'), item('mention', '11'), item('fav', '9'), item('follow', '4')];
    const { shown, waiting } = holdBack(now, settle(began));
    expect(keys(shown)).toEqual(['fav', 'mention', 'follow']);
    expect(shown[1]?.id).toBe('11');
    expect(keys(waiting)).toEqual(['boost', 'mention']);
});

test('what is older is shown as it comes', () => {
    const { shown } = holdBack([...began, item('poll', '2')], settle(began));
    expect(keys(shown)).toEqual(['fav', 'mention', 'follow', 'poll']);
});
