import { newRow, type Operation, type OutboxRow, type QueueOptions } from './row';

export type PostOperation = Extract<Operation, { type: 'post' }>;
export type PostRow = Extract<OutboxRow, { type: 'post' }>;

/** The rows of a thread: each post waits for the one that it answers; the first has the time for taking it back. */
export function threadRows(
    posts: readonly PostOperation[],
    options: QueueOptions & { seq: number; now: number },
): PostRow[] {
    const rows: PostRow[] = [];
    for (const [index, post] of posts.entries()) {
        const before = rows.at(-1)?.id;
        const seq = options.seq + index;
        const row = newRow(post, before ? { seq, now: options.now, dependsOn: before } : options);
        rows.push({ ...row, ...post });
    }
    return rows;
}

/** A post that is not sent, and those that wait for it, in their order. */
export function threadFrom(rows: readonly OutboxRow[], id: string): PostRow[] {
    const posts = rows.flatMap((row) => (row.type === 'post' && row.state !== 'sent' ? [row] : []));
    const found = new Set([id]);
    return posts
        .toSorted((a, b) => a.seq - b.seq)
        .filter((row) => {
            if (row.id !== id && !(row.dependsOn && found.has(row.dependsOn))) return false;
            found.add(row.id);
            return true;
        });
}
