/** A piece of a text that stayed, came, or went. */
export interface TextChange {
    kind: 'same' | 'added' | 'removed';
    text: string;
}

/** Words compared with each other at most: beyond that a text counts as written anew. */
const MOST_PAIRS = 4_000_000;

/** What became of a text, word by word: the longest common words stay, the others went or came. */
export function textChanges(before: string, after: string): TextChange[] {
    const [old, fresh] = [wordsOf(before), wordsOf(after)];
    if (old.length * fresh.length > MOST_PAIRS)
        return merged([
            { kind: 'removed', text: before },
            { kind: 'added', text: after },
        ]);
    const common = commonLengths(old, fresh);
    const changes: TextChange[] = [];
    let [i, j] = [0, 0];
    while (i < old.length || j < fresh.length) {
        const [gone, come] = [old[i], fresh[j]];
        if (gone !== undefined && gone === come) {
            changes.push({ kind: 'same', text: gone });
            i += 1;
            j += 1;
        } else if (
            come === undefined ||
            (gone !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))
        ) {
            changes.push({ kind: 'removed', text: gone ?? '' });
            i += 1;
        } else {
            changes.push({ kind: 'added', text: come });
            j += 1;
        }
    }
    return merged(changes);
}

/** Words and what stands between them. */
function wordsOf(text: string): string[] {
    return text.split(/(\s+)/).filter((word) => word !== '');
}

const at = (lengths: readonly Uint32Array[], i: number, j: number) => lengths[i]?.[j] ?? 0;

/** How many words the rests of both texts from each place on have in common. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
    const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
    for (let i = old.length - 1; i >= 0; i--)
        for (let j = fresh.length - 1; j >= 0; j--) {
            const row = lengths[i];
            if (!row) continue;
            row[j] =
                old[i] === fresh[j]
                    ? at(lengths, i + 1, j + 1) + 1
                    : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
        }
    return lengths;
}

function merged(changes: readonly TextChange[]): TextChange[] {
    const joined: TextChange[] = [];
    for (const change of changes) {
        const last = joined.at(-1);
        if (change.text === '') continue;
        if (last?.kind === change.kind)
            joined[joined.length - 1] = { ...last, text: last.text + change.text };
        else joined.push(change);
    }
    return joined;
}
