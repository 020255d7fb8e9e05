import { parseArgs } from 'node:util';

/** How large the data set is, and how much is asked. */
export interface Options {
    /** People the reader follows, all of whom post. */
    followed: number;
    posts: number;
    /** Live connections, each of a member of their own who follows the one who posts. */
    sockets: number;
    /** Requests counted per kind of reading; a third as many are made before. */
    requests: number;
    /** Signed activities sent to the shared inbox. */
    inbound: number;
    /** Hosts that a post is delivered to. */
    hosts: number;
    /** Posts to a thousand hosts that are away. */
    backlog: number;
    /** Parts to run; all when empty. */
    only: string[];
}

export const PARTS = [
    'reading',
    'posting',
    'live',
    'inbound',
    'outbound',
    'hanging',
    'media',
    'backlog',
] as const;
export type Part = (typeof PARTS)[number];

const HELP = `npm run bench -- [--posts 20000] [--followed 200] [--sockets 1000] [--requests 600]
                 [--inbound 2000] [--hosts 500] [--backlog 100] [part …]
Parts: ${PARTS.join(', ')}; all of them unless some are named.`;

/** Reads the command line; says how it is used and ends the process where it cannot be understood. */
export function readOptions(args: string[]): Options {
    try {
        const { values, positionals } = parseArgs({
            args,
            allowPositionals: true,
            options: {
                followed: { type: 'string', default: '200' },
                posts: { type: 'string', default: '20000' },
                sockets: { type: 'string', default: '1000' },
                requests: { type: 'string', default: '600' },
                inbound: { type: 'string', default: '2000' },
                hosts: { type: 'string', default: '500' },
                backlog: { type: 'string', default: '100' },
                help: { type: 'boolean', default: false },
            },
        });
        if (values.help) end(0);
        const unknown = positionals.filter((part) => !PARTS.includes(part as Part));
        if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.`);
        return {
            followed: count('followed', values.followed),
            posts: count('posts', values.posts),
            sockets: count('sockets', values.sockets),
            requests: count('requests', values.requests),
            inbound: count('inbound', values.inbound),
            hosts: count('hosts', values.hosts),
            backlog: count('backlog', values.backlog),
            only: positionals,
        };
    } catch (error) {
        console.error((error as Error).message);
        return end(2);
    }
}

function count(name: string, text: string): number {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < 1)
        throw new Error(`--${name} must be a whole number above 0.`);
    return number;
}

function end(code: number): never {
    console.log(HELP);
    process.exit(code);
}
