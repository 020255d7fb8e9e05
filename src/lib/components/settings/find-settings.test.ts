import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '$lib/client/stores/device-preferences';
import { findSettings } from './find-settings';
import { TOPICS } from './topics';
import { TOPIC_NAMES } from './topic-names';

const settings = TOPICS.flatMap(({ groups }) => groups).flatMap((group) => group.settings);
/** What is set by more than one setting, or in a place of its own. */
const ELSEWHERE = ['animate', 'keep', 'keymap', 'navOrder', 'quietHours'];

test('every preference can be set, and every page of settings is found', () => {
    const ids = settings.map(({ id }) => id);
    const missing = Object.keys(DEFAULT_PREFERENCES).filter((name) => !ids.includes(name));
    expect(missing.sort()).toEqual(ELSEWHERE);
    expect(TOPICS.map(({ name }) => name)).toEqual(TOPIC_NAMES);
});

test('a setting is found once, by all of its words and whatever their accents', () => {
    const found = (query: string) => findSettings(query).settings.map(({ setting }) => setting.id);
    expect(found('  COUNTS hide ')).toEqual(['hideCounts']);
    expect(found('hídé counts')).toEqual(['hideCounts']);
    expect(found('text size')).toContain('textScale');
    expect(found('text size').filter((id) => id === 'textScale')).toHaveLength(1);
    expect(found('most boosted')).toEqual(['threadOrder']);
    expect(found('no such words')).toEqual([]);
    expect(findSettings('filters').places.map(({ href }) => href)).toContain('/settings/filters');
});
