import { expect, test } from 'vitest';
import { pseudoMessage } from '../../../scripts/pseudo-messages';
import { sayByNumber } from '../../../scripts/vite-words';

const numbers = new Map([
    ['action_close', 0],
    ['edit_named', 1],
]);
const said = (code: string) => sayByNumber(code, numbers).split('\n').slice(1).join('\n');

test('what is said by name is said by number: called, kept for later, and within itself', () => {
    const from = `import { m } from '$lib/i18n';\n`;
    expect(said(`${from}tell(m.action_close());`)).toBe(`${from}tell(__say(0));`);
    expect(said(`${from}tell(m.edit_named({ name: m.action_close() }));`)).toBe(
        `${from}tell(__say(1,{ name: __say(0) }));`,
    );
    expect(said(`${from}const labels = { close: m.action_close };`)).toBe(
        `${from}const labels = { close: __sayer(0) };`,
    );
    expect(said(`import { m as words } from '$lib/i18n';\nwords.action_close();`)).toContain('__say(0)');
});

test('another m is left alone, and a message that is not there fails the build', () => {
    const other = `import { m } from './metres';\nm.action_close();`;
    expect(sayByNumber(other, numbers)).toBe(other);
    const from = `import { m } from '$lib/i18n';\n`;
    for (const call of ['m.gone()', 'm[name]()']) expect(() => said(from + call)).toThrow(/No message/);
});

test('the pseudo-locale is longer, in brackets, and keeps the places', () => {
    expect(pseudoMessage('Edit {name} now')).toBe('[Édîţ {name} ñöŵ~~~~~~]');
});
