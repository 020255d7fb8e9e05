import { expect, test } from 'vitest';
import { pageOf, readMessage } from './message';

const ORIGIN = 'https://atoll.test';

test('a push tells its words, what it belongs to, and the page it leads to', () => {
    const text = JSON.stringify({
        access_token: '',
        preferred_locale: 'de',
        notification_id: '1',
        notification_type: 'favourite',
        icon: 'https://atoll.test/a.webp',
        title: 'Bo favorisiert deinen Beitrag',
        body: 'Guten Tag',
        tag: 'favourite-9-1',
        url: '/@ana/9',
        status_id: '9',
    });
    expect(readMessage(text, ORIGIN)).toEqual({
        id: '1',
        type: 'favourite',
        statusId: '9',
        title: 'Bo favorisiert deinen Beitrag',
        body: 'Guten Tag',
        icon: 'https://atoll.test/a.webp',
        tag: 'favourite-9-1',
        url: '/@ana/9',
        locale: 'de',
    });
});

test.each([undefined, '', 'nonsense', 'null', '[]', '{"title":7,"url":{}}'])(
    'a push that says nothing readable can be shown: %s',
    (text) => {
        expect(readMessage(text, ORIGIN)).toMatchObject({ title: '', body: '', url: '/notifications' });
    },
);

test.each([
    ['/@ana/9', '/@ana/9'],
    ['https://atoll.test/home?x=1', '/home?x=1'],
    ['https://elsewhere.test/home', '/notifications'],
    ['//elsewhere.test/home', '/notifications'],
    ['javascript:alert(1)', '/notifications'],
    [undefined, '/notifications'],
])('a push leads to pages of the community alone: %s', (address, page) => {
    expect(pageOf(address, ORIGIN)).toBe(page);
});
