import { resolve } from 'node:path';
import { parseAst, type Plugin } from 'vite';
import { makeWords } from './make-words.ts';

const IMPORTS_MESSAGES = /import\s*\{[^}]*\bm\b[^}]*\}\s*from\s*["'][^"']*\/i18n["']/;
const RUNTIME = /(?:^\$lib|\/src\/lib)\/paraglide\/runtime(?:\.js)?$/;

/**
 * In a build for browsers, `m.its_name({ … })` becomes a number that the file of the person's language knows, and these
 * files go with the build; Paraglide alone would put every language's text into every message. The server and
 * development keep Paraglide's functions.
 */
export function words(): Plugin {
    let made: ReturnType<typeof makeWords> | undefined;
    return {
        name: 'atoll:words',
        enforce: 'post',
        apply: (config, { command }) => command === 'build' && !config.build?.ssr,
        buildStart() {
            if (this.environment.name === 'client') made = makeWords();
        },
        resolveId: {
            order: 'pre',
            handler(source) {
                return made && RUNTIME.test(source) ? resolve('src/lib/i18n/browser-runtime.ts') : undefined;
            },
        },
        async transform(code) {
            if (!made || !IMPORTS_MESSAGES.test(code)) return undefined;
            return { code: sayByNumber(code, (await made).numbers), map: null };
        },
        async generateBundle() {
            for (const { fileName, content } of (await made)?.files ?? [])
                this.emitFile({ type: 'asset', fileName, source: content });
        },
    };
}

interface Node {
    type: string;
    start: number;
    end: number;
    [part: string]: unknown;
}

/** Rewrites what a module says by the names of messages into their numbers. */
export function sayByNumber(code: string, numbers: ReadonlyMap<string, number>): string {
    const program = parseAst(code) as unknown as Node;
    const local = importedName(program);
    if (!local) return code;
    const edits: { start: number; end: number; text: string }[] = [];
    const numberOf = (node: unknown): number | undefined => {
        const { type, start, end, object, property, computed } = node as Node;
        if (type !== 'MemberExpression' || (object as Node)['name'] !== local) return undefined;
        const number = computed ? undefined : numbers.get(String((property as Node)['name']));
        if (number === undefined)
            throw new Error(`No message is known as ${code.slice(start, end)}: call it by its name`);
        return number;
    };
    const visit = (node: unknown): void => {
        if (Array.isArray(node)) return node.forEach(visit);
        if (typeof node !== 'object' || node === null || !('type' in node)) return;
        const { type, start, end, ...parts } = node as Node;
        const called = type === 'CallExpression' ? numberOf(parts['callee']) : undefined;
        const kept = numberOf(node);
        if (called !== undefined) {
            const [first] = parts['arguments'] as Node[];
            edits.push({
                start,
                end: first?.start ?? end,
                text: first ? `__say(${called},` : `__say(${called})`,
            });
            visit(parts['arguments']);
        } else if (kept !== undefined) edits.push({ start, end, text: `__sayer(${kept})` });
        else Object.values(parts).forEach(visit);
    };
    visit(program);
    let said = code;
    for (const { start, end, text } of edits.sort((one, other) => other.start - one.start))
        said = said.slice(0, start) + text + said.slice(end);
    return `import { say as __say, sayer as __sayer } from '$lib/i18n/words';\n${said}`;
}

/** The name by which a module knows the messages, if it says any. */
function importedName(program: Node): string | undefined {
    for (const node of program['body'] as Node[]) {
        if (node.type !== 'ImportDeclaration') continue;
        if (!/\/i18n$/.test(String((node['source'] as Node)['value']))) continue;
        for (const specifier of node['specifiers'] as Node[])
            if ((specifier['imported'] as Node | undefined)?.['name'] === 'm')
                return String((specifier['local'] as Node)['name']);
    }
    return undefined;
}
