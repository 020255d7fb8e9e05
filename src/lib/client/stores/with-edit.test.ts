import { expect, test } from 'vitest';
import { aStatusEntity } from '../../../../tests/support/mastodon-client';
import { withEdit } from './with-edit';

const at = '2026-03-01T00:00:00.000Z';

test('an edit shows as it was typed, and nothing typed is markup', () => {
    const form = { status: 'One <b>\nand two\n\nThree', spoiler_text: 'Counting' };
    const edited = withEdit(aStatusEntity('1', { language: 'pt' }), { form, media: [], at });
    expect(edited.content).toBe('<p>One &lt;b&gt;<br>and two</p><p>Three</p>');
    expect(edited).toMatchObject({ spoiler_text: 'Counting', edited_at: at, language: 'pt', poll: null });
});
