/**
 * The one range of bytes a request asks for; `end` is the last byte. Undefined stands for the whole: what cannot be read,
 * and several ranges at once, are answered with everything, as RFC 9110 allows.
 */
export function readRange(
    header: string | null,
    bytes: number,
): { start: number; end: number } | 'beyond' | undefined {
    const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
    if (first === '' && last === '') return undefined;
    const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
    const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
    if (first !== '' && last !== '' && Number(last) < start) return undefined;
    return start < bytes && start <= end ? { start, end } : 'beyond';
}
