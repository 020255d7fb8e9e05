import { expect, test } from 'vitest';
import { checkLimits, evenSize, planFor } from './plan';

const picture = { width: 1_920, height: 1_080, frameRate: 30, plays: true };

test.each([
    ['a frame larger than a 4K screen', { seconds: 1, picture: { ...picture, width: 7_681 } }, 'too-large'],
    [
        'more frames a second than screens show',
        { seconds: 1, picture: { ...picture, frameRate: 240 } },
        'too-fast',
    ],
    ['more frames than are worked on', { seconds: 1_201, picture }, 'too-many-frames'],
    [
        'more hours than anybody watches',
        { seconds: 14_401, sound: { codec: 'mp3', channels: 2 } },
        'too-long',
    ],
    ['no length', { seconds: 0, picture }, 'unreadable'],
    ['a length that is no number', { seconds: NaN, picture }, 'unreadable'],
    ['neither picture nor sound', { seconds: 1 }, 'unreadable'],
])('%s is refused', (_, facts, why) => {
    expect(() => checkLimits(facts)).toThrow(why);
});

test('what just fits is taken', () => {
    expect(() => checkLimits({ seconds: 1_200, picture })).not.toThrow();
    expect(() =>
        checkLimits({ seconds: 1, picture: { ...picture, width: 2_160, height: 3_840, frameRate: 120 } }),
    ).not.toThrow();
});

test('what plays is kept, and nothing is made anew that need not be', () => {
    const aac = { codec: 'aac', channels: 2 };
    const odd = { codec: 'opus', channels: 2 };
    expect(planFor({ seconds: 1, picture, sound: aac })).toMatchObject({
        type: 'video',
        picture: 'keep',
        sound: 'keep',
    });
    expect(planFor({ seconds: 1, picture, sound: odd })).toMatchObject({ picture: 'keep', sound: 'encode' });
    expect(planFor({ seconds: 1, picture: { ...picture, plays: false }, sound: aac })).toMatchObject({
        picture: 'encode',
        sound: 'keep',
    });
    expect(planFor({ seconds: 1, picture })).toMatchObject({ type: 'gifv', sound: undefined });
    expect(planFor({ seconds: 1, sound: odd })).toMatchObject({
        type: 'audio',
        extension: 'mp3',
        sound: 'encode',
    });
});

test('a size is even, keeps its shape and is never made larger', () => {
    expect(evenSize({ width: 3_840, height: 2_160 }, 1_920)).toEqual({ width: 1_920, height: 1_080 });
    expect(evenSize({ width: 1_081, height: 1_921 }, 1_920)).toEqual({ width: 1_080, height: 1_920 });
    expect(evenSize({ width: 65, height: 33 }, 1_920)).toEqual({ width: 66, height: 34 });
    expect(evenSize({ width: 1, height: 8_000 }, 1_920)).toEqual({ width: 2, height: 1_920 });
});
