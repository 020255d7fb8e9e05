import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language';

test.each([
    ['en', 'This morning I walked along the beach and found a bottle that was older than my house'],
    ['de', 'Heute Morgen bin ich am Strand entlang gelaufen und habe eine Flasche mit einem Brief gefunden'],
    [
        'fr',
        'Ce matin je suis allé sur la plage et nous avons trouvé une bouteille dans le sable avec des mots',
    ],
    ['es', 'Esta mañana caminé por la playa y encontré una botella muy vieja con un mensaje para los niños'],
    ['pt', 'Esta manhã não havia muito vento na praia, mas encontrei uma garrafa com mensagem para você'],
    ['it', 'Questa mattina non ho visto il mare, ma sono andato a piedi per la spiaggia con gli amici'],
    [
        'nl',
        'Vanmorgen liep ik langs het strand en vond een fles die niet van deze eeuw is, maar van de vorige',
    ],
    ['sv', 'I morse gick jag på stranden och det var inte någon där, men jag hittade ett brev till dig'],
    ['pl', 'Dziś rano nie było nikogo na plaży, ale znalazłem butelkę i list, który jest już bardzo stary'],
    ['ru', 'Сегодня утром я гулял по пляжу и нашёл бутылку, но это было не всё, что там лежало'],
    ['uk', 'Сьогодні вранці я гуляв по пляжу і знайшов пляшку, але це було не все, що там є'],
    ['ja', '今朝、海岸を歩いていたら小さな瓶を見つけました'],
    ['zh', '今天早上我沿着海滩散步，发现了一个绿色的小瓶子'],
    ['ko', '오늘 아침 해변을 걷다가 작은 병을 발견했어요'],
    ['el', 'Σήμερα το πρωί βρήκα ένα μπουκάλι'],
])('%s is known by its letters and commonest words: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
});

test.each([
    'lol ok',
    'Berlin Hamburg München Stuttgart Frankfurt',
    'const answer = await fetch(address); return answer.json()',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '🎉🎉🎉',
    '',
    'the and of house to der und das Haus nicht',
])('nothing is said of what is no plain sentence: %s', (text) => {
    expect(detectLanguage(text)).toBeUndefined();
});

test('addresses, names and tags have no language', () => {
    const rest = 'https://the.and.test/of/the/and/was @the@and.test #the #and #was :the_and:';
    expect(detectLanguage(rest)).toBeUndefined();
    expect(detectLanguage(`${rest} Das ist nicht der Brief, den ich auf dem Tisch gesehen habe`)).toBe('de');
});

test('a long text of anything takes a moment', () => {
    const begun = performance.now();
    for (const part of ['@aaaa', '#', 'a ', 'the ', ':a', 'http://a.', '語', 'й'])
        detectLanguage(part.repeat(100_000 / part.length));
    expect(performance.now() - begun).toBeLessThan(4_000);
});
