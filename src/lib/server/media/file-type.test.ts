import { describe, expect, test } from 'vitest';
import { fileType } from './file-type';

const of = (text: string) => fileType(Buffer.from(text, 'latin1'));
const box = (...brands: string[]) =>
    `\0\0\0${String.fromCharCode(8 + brands.length * 4 + 4)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`;
const ogg = (packet: string) => `OggS${'\0'.repeat(22)}\x01\x13${packet}`;
const ebml = (type: string) =>
    `\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82${String.fromCharCode(0x80 + type.length)}${type}`;

describe('a type is what the first bytes say', () => {
    test.each([
        ['\xff\xd8\xff\xe0', 'image/jpeg'],
        ['\x89PNG\r\n\x1a\n', 'image/png'],
        ['GIF89a', 'image/gif'],
        ['RIFF\0\0\0\0WEBP', 'image/webp'],
        [box('avif', 'mif1', 'miaf'), 'image/avif'],
        [box('mif1', 'avif'), 'image/avif'],
        [box('heic', 'mif1'), 'image/heic'],
        [box('mif1', 'heic'), 'image/heic'],
        [box('isom', 'iso2', 'avc1', 'mp41'), 'video/mp4'],
        [box('mp42', 'mp42'), 'video/mp4'],
        [box('M4V ', 'M4V '), 'video/mp4'],
        [box('XYZ9', 'isom'), 'video/mp4'],
        [box('qt  ', 'qt  '), 'video/quicktime'],
        [box('M4A ', 'isom'), 'audio/mp4'],
        [ebml('webm'), 'video/webm'],
        ['ID3\x04\0', 'audio/mpeg'],
        ['\xff\xfb\x90\x64', 'audio/mpeg'],
        ['\xff\xf3\x40\xc4', 'audio/mpeg'],
        [ogg('OpusHead\x01'), 'audio/ogg'],
        [ogg('\x01vorbis\0'), 'audio/ogg'],
        ['RIFF\0\0\0\0WAVE', 'audio/wav'],
        ['fLaC\0', 'audio/flac'],
    ])('%j', (text, mimeType) => {
        expect(of(text)?.mimeType).toBe(mimeType);
    });

    test.each([
        ['nothing', ''],
        ['half a signature', '\x89PNG'],
        ['Matroska that is no WebM', ebml('matroska')],
        ['a word of Matroska behind another header', `${ebml('matroska')}\x42\x82\x84webm`],
        ['a film in Ogg', ogg('\x80theora')],
        ['AVI', 'RIFF\x24\0\0\0AVI LIST'],
        ['MPEG sound of another layer', '\xff\xfd\x90\x64'],
        ['brands nobody knows', box('crx ', 'CR3 ')],
        ['a program', '\x7fELF\x02\x01\x01'],
        ['a playlist', '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x'],
        ['a list of files', 'ffconcat version 1.0\nfile /etc/passwd'],
        ['a session', 'v=0\no=- 0 0 IN IP4 127.0.0.1'],
        ['a manifest', '<?xml version="1.0"?><MPD>'],
        ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">'],
        ['a page', '<!doctype html>'],
    ])('and none of it is %s', (_, text) => {
        expect(of(text)).toBeUndefined();
    });
});
