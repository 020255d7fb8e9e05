/** Languages with an ISO 639-1 code that people write posts in. */
const CODES =
    'af am ar az be bg bn br bs ca co cs cy da de dv el en eo es et eu fa fi fo fr fy ga gd gl gu he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no oc pa pl ps pt ro ru rw sa sc sd si sk sl so sq sr st su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi vo wa xh yi yo zh zu'.split(
        ' ',
    );

let list: { code: string; name: string }[] | undefined;

/** The languages a post may be marked with. */
export function languages(): { code: string; name: string }[] {
    return (list ??= CODES.map((code) => ({
        code,
        name: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code,
    })));
}
