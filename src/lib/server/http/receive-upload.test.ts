import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder';
import { readConfig, useConfig } from '../config';
import { BadRequest, PayloadTooLarge, Unprocessable } from '../errors';
import { receiveUpload } from './receive-upload';

const dataDir = temporaryFolder();
beforeAll(() => useConfig(readConfig({ ATOLL_DATA_DIR: dataDir })));

const url = new URL('http://atoll.test/api/v2/media');
const SMALL = { mostBytes: () => 1_000 };
const part = (disposition: string, content = 'x', more = '') =>
    `--b\r\nContent-Disposition: form-data; ${disposition}${more}\r\n\r\n${content}\r\n`;
const left = () => {
    const scratch = join(dataDir, 'scratch');
    return existsSync(scratch)
        ? readdirSync(scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        : [];
};

/** A form that comes in pieces of `size` bytes; `taken` counts how many were asked for. */
function sent(
    text: string | AsyncIterable<Uint8Array>,
    { size = 7, type = 'multipart/form-data; boundary=b' } = {},
) {
    async function* pieces() {
        if (typeof text !== 'string') return yield* text;
        const bytes = Buffer.from(text, 'latin1');
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const init = { method: 'POST', headers: { 'Content-Type': type }, duplex: 'half' };
    return new Request(url, { ...init, body: Readable.toWeb(Readable.from(pieces())) } as RequestInit);
}

describe('a form with files', () => {
    test('is read while it comes, words before and after a file, and a picture of it', async () => {
        const form = `${part('name="focus"', '0,1')}${part('name="file"; filename="a.mp4"', 'film'.repeat(50))}${part('name="thumbnail"; filename="b.png"', 'still')}${part('name="description"', 'Wörter')}--b--\r\n`;
        await using upload = await receiveUpload(sent(Buffer.from(form).toString('latin1')), url, SMALL);
        expect(upload.fields.values).toEqual({ focus: '0,1', description: 'Wörter' });
        expect(upload.file).toMatchObject({ bytes: 200 });
        expect(Buffer.from(upload.file!.head).toString()).toBe('film'.repeat(50));
        expect(readFileSync(upload.file!.path, 'utf8')).toBe('film'.repeat(50));
        expect(readFileSync(upload.thumbnail!.path, 'utf8')).toBe('still');
    });

    test('leaves nothing once the request is answered', async () => {
        {
            await using upload = await receiveUpload(
                sent(`${part('name="file"; filename="a"')}--b--`),
                url,
                SMALL,
            );
            expect(upload.file?.bytes).toBe(1);
            expect(left()).toHaveLength(1);
        }
        expect(left()).toEqual([]);
    });

    test('without a file has none, and neither has one that is empty or not a form at all', async () => {
        const none = [
            sent(`${part('name="file"', 'words')}--b--`),
            sent(`${part('name="file"; filename="a"', '')}--b--`),
            sent(`${part('name="other"; filename="a"', 'x')}--b--`),
            sent('--b--'),
            sent('{"file":"x"}', { type: 'application/json' }),
            sent('file=x', { type: 'application/x-www-form-urlencoded' }),
        ];
        for (const request of none) {
            await using upload = await receiveUpload(request, url, SMALL);
            expect(upload.file).toBeUndefined();
        }
    });

    test.each(['../../../etc/x', 'a%00.png', '%2e%2e%2f', 'x'.repeat(4_096)])(
        'is stored by no name of its own: %s (MED-04)',
        async (name) => {
            const request = sent(`${part(`name="file"; filename="${name}"`)}--b--`);
            await using upload = await receiveUpload(request, url, SMALL);
            expect(upload.file?.path).toMatch(/\/scratch\/[^/]+\/[0-9a-f]{24}\.bin$/);
        },
    );
});

describe('what is not taken', () => {
    const long = 'x'.repeat(1_001);
    test.each([
        ['a file that is too large', `${part('name="file"; filename="a"', long)}--b--`, PayloadTooLarge],
        ['words without end', `${part('name="description"', 'x'.repeat(100_001))}--b--`, PayloadTooLarge],
        ['parts without end', `${part('name="a"').repeat(21)}--b--`, BadRequest],
        ['a form that is cut off', part('name="file"; filename="a"'), BadRequest],
        ['a form of another boundary', '--c\r\n\r\nx\r\n--c--', BadRequest],
        [
            'headers without end',
            part('name="file"; filename="a"', 'x', `\r\nX: ${'x'.repeat(40_000)}`),
            BadRequest,
        ],
        ['nothing', '', BadRequest],
    ])('%s', async (_, form, error) => {
        await expect(receiveUpload(sent(form, { size: 4_096 }), url, SMALL)).rejects.toThrow(error);
        expect(left()).toEqual([]);
    });

    test('a form without a boundary', async () => {
        const request = sent('x', { type: 'multipart/form-data' });
        await expect(receiveUpload(request, url, SMALL)).rejects.toThrow(BadRequest);
    });

    test('is known by its first bytes, before the rest is sent', async () => {
        let pieces = 0;
        async function* endless() {
            yield Buffer.from(part('name="file"; filename="a"', 'MZ').slice(0, -2), 'latin1');
            for (; pieces < 1_000; pieces++) yield Buffer.alloc(65_536);
        }
        const refused = receiveUpload(sent(endless()), url, {
            mostBytes(head) {
                expect(Buffer.from(head.subarray(0, 2)).toString()).toBe('MZ');
                expect(pieces).toBeLessThan(20);
                throw new Unprocessable('No');
            },
        });
        await expect(refused).rejects.toThrow(Unprocessable);
        expect(left()).toEqual([]);
    });

    test('what its sender never finished', async () => {
        async function* broken() {
            yield Buffer.from(part('name="file"; filename="a"').slice(0, -2), 'latin1');
            throw new Error('The client went away');
        }
        await expect(receiveUpload(sent(broken()), url, SMALL)).rejects.toThrow('went away');
        expect(left()).toEqual([]);
    });
});
