/** What a spreadsheet would take for a formula (and run). */
const FORMULA = /^[=+\-@\t\r]/;

/** Answers a table as a file (RFC 4180), sent while its rows come. */
export function respondWithCsv(name: string, rows: AsyncIterator<readonly string[]>): Response {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
            const { done, value } = await rows.next();
            if (done) controller.close();
            else controller.enqueue(encoder.encode(`${value.map(field).join(',')}\r\n`));
        },
        async cancel() {
            await rows.return?.();
        },
    });
    return new Response(body, {
        headers: {
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': `attachment; filename="${name}"`,
        },
    });
}

function field(text: string): string {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
