import { expect, test } from 'vitest';
import { contentOfThread, formsOf } from '../actions/status-form';
import type { Draft } from '../database/records';
import { charactersOf, partsOf, withoutPart, withPart, withPartsAfter } from './draft-parts';

const draft: Draft = {
    id: 'd',
    text: 'One',
    contentWarning: 'Long',
    sensitive: false,
    visibility: 'public',
    language: 'en',
    contentType: null,
    inReplyToId: null,
    quotedId: null,
    quotePolicy: 'public',
    editedId: null,
    poll: null,
    media: [],
    scheduledAt: null,
    scheduledId: null,
    localOnly: false,
    updatedAt: 0,
};
const thread: Draft = { ...draft, ...withPartsAfter(draft, 0, ['Two', ' ', 'Three']), numbered: true };
const texts = (of: Draft) => partsOf(of).map(({ text }) => text);

test('a thread’s posts are sent with their numbers and one warning, and an empty one is not', () => {
    const forms = formsOf({ ...thread, inReplyToId: '7', quotedId: '8' }).map(({ form }) => form);
    expect(forms.map(({ status }) => status)).toEqual(['One\n\n1/3', 'Two\n\n2/3', 'Three\n\n3/3']);
    expect(forms.map(({ spoiler_text }) => spoiler_text)).toEqual(['Long', 'Long', 'Long']);
    // What the others answer is known once the one before is posted.
    expect(forms.map((form) => [form.in_reply_to_id, form.quoted_status_id])).toEqual([
        ['7', '8'],
        [undefined, undefined],
        [undefined, undefined],
    ]);
});

test('a thread that is taken back reads as it was written', () => {
    const content = contentOfThread(formsOf(thread));
    expect(texts({ ...draft, ...content })).toEqual(['One', 'Two', 'Three']);
    expect(content).toMatchObject({ numbered: true, contentWarning: 'Long' });
    const plain = contentOfThread(formsOf({ ...thread, numbered: false }));
    expect([texts({ ...draft, ...plain }), plain.numbered]).toEqual([['One', 'Two', 'Three'], false]);
});

test('where the first post is removed the next one takes its place', () => {
    const changed = { ...thread, ...withoutPart(thread, 0) };
    expect(texts(changed)).toEqual(['Two', ' ', 'Three']);
    expect(texts({ ...thread, ...withPart(thread, 3, { text: 'Four' }) })).toEqual([
        'One',
        'Two',
        ' ',
        'Four',
    ]);
});

test('each post has room for the warning and its number as well', () => {
    expect(charactersOf(thread, 0)).toBe('One'.length + 'Long'.length + '\n\n1/4'.length);
    expect(charactersOf(draft, 0)).toBe('One'.length + 'Long'.length);
});
