import { describe, expect, it } from 'vitest';
import {
    countCharacters,
    findEmoji,
    findHashtags,
    findLinks,
    findMentions,
    isHashtagName,
    normaliseHashtag,
    readByteSize,
    writeByteSize,
} from '.';

const urls = (text: string) => findLinks(text).map(({ url }) => url);
const handles = (text: string) =>
    findMentions(text).map(({ username, host }) => (host ? `${username}@${host}` : username));
const tags = (text: string) => findHashtags(text).map(({ name }) => name);
const shortcodes = (text: string) => findEmoji(text).map(({ shortcode }) => shortcode);

describe('links', () => {
    it('need a scheme: a bare domain is text', () => {
        expect(urls('see example.com or https://example.com/a')).toEqual(['https://example.com/a']);
    });

    it('leave the punctuation of the sentence outside', () => {
        expect(urls('(see https://example.com/a).')).toEqual(['https://example.com/a']);
        expect(urls('Really, https://example.com/?q=1?!')).toEqual(['https://example.com/?q=1']);
        expect(urls('“https://example.com/x”')).toEqual(['https://example.com/x']);
    });

    it('keep brackets that the address itself opened', () => {
        expect(urls('https://example.com/Atoll_(island) is one')).toEqual([
            'https://example.com/Atoll_(island)',
        ]);
        expect(urls('(https://example.com/Atoll_(island))')).toEqual(['https://example.com/Atoll_(island)']);
    });

    it('are found in scripts without spaces', () => {
        expect(urls('詳細はhttps://example.com/案内、ぜひ')).toEqual(['https://example.com/案内']);
        expect(urls('انظر https://مثال.example/صفحة هنا')).toEqual(['https://مثال.example/صفحة']);
    });

    it('carry no credentials and are not part of a word', () => {
        expect(urls('https://user:secret@example.com/ xhttps://example.com')).toEqual([]);
    });

    it('of more than 2,048 characters are plain text', () => {
        expect(urls(`https://example.com/${'a'.repeat(3000)}`)).toEqual([]);
    });

    it('give the place where they stand', () => {
        const text = 'é https://example.com.';
        const [link] = findLinks(text);
        expect(text.slice(link?.start, link?.end)).toBe('https://example.com');
    });
});

describe('mentions', () => {
    it('name somebody here or elsewhere', () => {
        expect(handles('@Ada and @bob@Other.Example, hello')).toEqual(['Ada', 'bob@other.example']);
    });

    it('may carry dots, dashes and a port, and end before the sentence does', () => {
        expect(handles('@a.b-c@x.example. And @d@localhost:3000!')).toEqual([
            'a.b-c@x.example',
            'd@localhost:3000',
        ]);
        expect(handles('@ada. @bob-')).toEqual(['ada', 'bob']);
    });

    it('are not the tail of a word, an address or a path', () => {
        expect(handles('me@example.com x=@ada a/@bob é@carol')).toEqual([]);
        expect(handles('https://example.com/@ada https://example.com/?@ada')).toEqual([]);
    });

    it('stand in brackets, after quotes and beside other scripts', () => {
        expect(handles('(@ada) "@bob" 「@carol」 ‏@dana')).toEqual(['ada', 'bob', 'carol', 'dana']);
    });

    it('keep to ASCII names: a letter that only folds to one is not one', () => {
        expect(handles('@\u017Fam @\u212Aim')).toEqual([]);
    });

    it('accept hosts in other scripts', () => {
        expect(handles('@ada@bücher.example')).toEqual(['ada@bücher.example']);
    });
});

describe('hashtags', () => {
    it('follow the start or white space', () => {
        expect(tags('#one two#not #three\n#four (#not)')).toEqual(['one', 'three', 'four']);
    });

    it('contain a letter', () => {
        expect(tags('#1 #2024 #4you #_ #__a')).toEqual(['4you', '__a']);
    });

    it('are written in every script', () => {
        expect(tags('#日本語 #हिन्दी #עברית #العربية #Ελλάδα #ไทย ＃全角')).toEqual([
            '日本語',
            'हिन्दी',
            'עברית',
            'العربية',
            'Ελλάδα',
            'ไทย',
            '全角',
        ]);
    });

    it('keep separators inside and drop them at the end', () => {
        expect(tags('#l·amor #foo· #ドナルド・ダック')).toEqual(['l·amor', 'foo', 'ドナルド・ダック']);
    });

    it('inside links are part of the link', () => {
        expect(tags('https://example.com/ #a https://example.com/#b')).toEqual(['a']);
    });

    it('have one identity whatever their case, width or accents', () => {
        expect(normaliseHashtag('CaféÑandú')).toBe('cafenandu');
        expect(normaliseHashtag('ＡＴＯＬＬ')).toBe('atoll');
        expect(normaliseHashtag('Øresund')).toBe('oresund');
        expect(normaliseHashtag('İstanbul')).toBe('istanbul');
        expect(normaliseHashtag('Йога')).toBe('йога');
        expect(normaliseHashtag('が')).toBe('が'.normalize('NFC'));
        expect(normaliseHashtag('ガ')).toBe(normaliseHashtag('ガ'.normalize('NFD')));
    });

    it('that arrive from elsewhere are checked alike', () => {
        expect(['art', 'a b', '', '12', 'a'.repeat(256), 'a#b', 'a\0'].map(isHashtagName)).toEqual([
            true,
            false,
            false,
            false,
            false,
            false,
            false,
        ]);
    });
});

describe('emoji', () => {
    it('stand between colons that no word touches', () => {
        expect(shortcodes(':wave: a:b:c :x: 12:30:45 :ok_1:.')).toEqual(['wave', 'ok_1']);
    });
});

describe('the length of a text', () => {
    it('is what people count', () => {
        expect(countCharacters('')).toBe(0);
        expect(countCharacters('hello')).toBe(5);
        expect(countCharacters('👩‍👩‍👧‍👦 e\u0301 🇩🇪')).toBe(5);
        expect(countCharacters('日本語')).toBe(3);
        expect(countCharacters('नमस्ते')).toBe(3);
        expect(countCharacters('a\r\nb')).toBe(3);
    });

    it('prices every link at 23, short or long', () => {
        expect(countCharacters('http://a.b')).toBe(23);
        expect(countCharacters(`see https://example.com/${'a'.repeat(500)} ok`)).toBe(4 + 23 + 3);
        expect(countCharacters('example.com')).toBe(11);
    });

    it('prices a mention without its host', () => {
        expect(countCharacters('@ada@a.very.long.host.example hi')).toBe(4 + 3);
        expect(countCharacters('@ada hi')).toBe(7);
    });
});

describe('hostile texts of 100 kB', () => {
    const hostile = [
        '@aaaa',
        '#aaaa',
        ' #aaaa',
        'http://a.a.a.',
        '((((',
        'https://a(((',
        'https://a)))',
        '@a.',
        '@a@b.',
        ':a',
        ':aa:',
        '\u0301',
        '@a@',
        'https://',
        '#a·',
        'https://[',
        '@a--------',
        '<a<a<a',
        '\ud800',
    ];
    it.each(hostile)('of %j are read in the blink of an eye, not in minutes', (unit) => {
        const text = unit.repeat(100_000 / unit.length);
        const started = performance.now();
        findLinks(text);
        findMentions(text);
        findHashtags(text);
        findEmoji(text);
        countCharacters(text);
        expect(performance.now() - started).toBeLessThan(2_000);
    });
});

describe('sizes in bytes', () => {
    it.each([
        ['5GB', 5e9],
        ['1.5 gib', 1.5 * 2 ** 30],
        ['0', 0],
        ['700', 700],
        ['-1', undefined],
        ['5 apples', undefined],
        ['1e9', undefined],
        ['9999999TB', undefined],
    ])('%s is read as %s', (text, bytes) => expect(readByteSize(text)).toBe(bytes));

    it.each([
        [999, '999 bytes'],
        [1_300_000_000, '1.3 GB'],
        [5e9, '5 GB'],
        [999_950_000, '1 GB'],
        [25_400, '25 kB'],
    ])('%i is written as %s', (bytes, text) => expect(writeByteSize(bytes)).toBe(text));
});
