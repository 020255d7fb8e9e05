import { expect, test } from 'vitest';
import { contextOf } from './context';

const AS = 'https://www.w3.org/ns/activitystreams';

test('the context of a document defines what is in it, however deep, and nothing else', () => {
    const note = {
        type: 'Note',
        sensitive: false,
        tag: [{ type: 'Hashtag', name: '#x' }],
        movedTo: undefined,
    };
    expect(contextOf({ type: 'Like', object: 'https://x.example/1' })).toEqual([AS]);
    expect(contextOf({ type: 'Create', object: note })).toEqual([
        AS,
        { Hashtag: 'as:Hashtag', sensitive: 'as:sensitive' },
    ]);
});

test('keys and proofs bring the contexts that define them', () => {
    const actor = { publicKey: {}, assertionMethod: [{ type: 'Multikey' }] };
    expect(contextOf(actor)).toEqual([
        AS,
        'https://w3id.org/security/v1',
        'https://w3id.org/security/multikey/v1',
        { assertionMethod: { '@id': 'https://w3id.org/security#assertionMethod', '@type': '@id' } },
    ]);
    expect(contextOf({ type: 'Like' }, ['proof'])).toEqual([
        AS,
        'https://w3id.org/security/data-integrity/v2',
    ]);
});
