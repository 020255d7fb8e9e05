/** Pictures for the demonstration, painted anew each time in the same way: nobody's work, and nothing to download. */
import sharp from 'sharp';
import { Chance } from './chance';

/** A picture with what is said about it. */
export interface Painting {
    png: Buffer;
    description: string;
    /** The point every crop keeps: two numbers from −1 to 1, up is positive. */
    focus: string;
}

interface Scene {
    description: string;
    focus: string;
    draw: (chance: Chance) => string;
}

const [WIDTH, HEIGHT] = [1500, 1000];

const gradient = (id: string, stops: [at: number, colour: string][]) =>
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops
        .map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`)
        .join('')}</linearGradient>`;

const backdrop = (id: string) => `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#${id})"/>`;

/** A line of hills from edge to edge around `level`, filled to the bottom. */
function ridge(chance: Chance, level: number, rise: number, colour: string, steps = 9): string {
    const points = Array.from({ length: steps + 1 }, (_, n) => ({
        x: (n * WIDTH) / steps,
        y: level + (chance.next() - 0.5) * rise,
    }));
    const path = points
        .slice(1)
        .map(({ x, y }, n) => `S${x - WIDTH / steps / 2} ${(y + (points[n]?.y ?? y)) / 2} ${x} ${y}`)
        .join('');
    return `<path d="M0 ${points[0]?.y}${path}V${HEIGHT}H0Z" fill="${colour}"/>`;
}

const scatter = (chance: Chance, count: number, one: (x: number, y: number, size: number) => string) =>
    Array.from({ length: count }, () => one(chance.next() * WIDTH, chance.next(), chance.next())).join('');

const stars = (chance: Chance) =>
    scatter(
        chance,
        160,
        (x, y, size) =>
            `<circle cx="${x}" cy="${y * 620}" r="${0.6 + size * 2}" fill="#fff" opacity="${0.3 + size * 0.7}"/>`,
    );

const ripples = (chance: Chance, from: number, colour: string) =>
    scatter(
        chance,
        90,
        (x, y, size) =>
            `<rect x="${x}" y="${from + y * (HEIGHT - from)}" width="${30 + size * 160}" height="${1.5 + y * 3}" rx="2" fill="${colour}" opacity="${0.08 + size * 0.22}"/>`,
    );

const SCENES: Scene[] = [
    {
        description:
            'A lighthouse on a dark headland at dusk. Its beam reaches over a calm sea towards the left.',
        focus: '0.45,0.1',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#241b4b'],
                [0.45, '#a4456c'],
                [0.62, '#f3a35c'],
                [0.64, '#5b3d63'],
                [1, '#1c1a35'],
            ])}<linearGradient id="b"><stop offset="0" stop-color="#fff2c2" stop-opacity="0"/><stop offset="1" stop-color="#fff2c2" stop-opacity=".75"/></linearGradient></defs>${backdrop('s')}${ripples(chance, 640, '#ffd9a8')}<path d="M1078 372 0 250V470Z" fill="url(#b)"/><path d="M820 1000Q900 640 1080 640T1500 590V1000Z" fill="#15142b"/><path d="M1052 650 1064 392H1098L1112 650Z" fill="#f4ece2"/><path d="M1057 560 1106 560 1109 600 1055 600ZM1061 460 1101 460 1103 500 1059 500Z" fill="#b5344c"/><rect x="1058" y="352" width="46" height="42" rx="4" fill="#ffe9a8"/><path d="M1050 352 1081 322 1112 352Z" fill="#3a2036"/>`,
    },
    {
        description: 'Layers of blue mountains in morning mist, the sun just above the farthest ridge.',
        focus: '-0.2,0.35',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#f9d9b8'],
                [0.5, '#f6b7a0'],
                [1, '#8fb0d0'],
            ])}</defs>${backdrop('s')}<circle cx="610" cy="330" r="86" fill="#fff4dc"/>${['#a9bdd8', '#8aa6c8', '#6688b2', '#46699a', '#2b4a78', '#16304f'].map((colour, n) => ridge(chance, 440 + n * 95, 130 + n * 10, colour)).join('')}`,
    },
    {
        description: 'A full moon over a still bay, its light a broken path on the water.',
        focus: '0.1,0.5',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#071126'],
                [0.55, '#1d3d66'],
                [0.56, '#12294a'],
                [1, '#050b18'],
            ])}</defs>${backdrop('s')}${stars(chance)}<circle cx="820" cy="240" r="92" fill="#f5efd8"/><circle cx="790" cy="215" r="16" fill="#e0d8bd"/><circle cx="850" cy="262" r="24" fill="#e4dcc2"/>${scatter(chance, 120, (x, y, size) => `<rect x="${820 + (x / WIDTH - 0.5) * (120 + y * 380)}" y="${565 + y * 430}" width="${20 + size * 70}" height="${2 + y * 3}" rx="2" fill="#f5efd8" opacity="${0.15 + size * 0.5}"/>`)}${ridge(chance, 545, 40, '#0a1830', 14).replace(`V${HEIGHT}`, 'V562')}`,
    },
    {
        description: 'Rows of tulips in red, yellow and pink under a wide spring sky with small clouds.',
        focus: '0,-0.3',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#7fc4ee'],
                [0.5, '#e3f3fb'],
                [0.52, '#6fa64a'],
                [1, '#3d6f2c'],
            ])}</defs>${backdrop('s')}${scatter(chance, 14, (x, y, size) => `<ellipse cx="${x}" cy="${60 + y * 330}" rx="${60 + size * 110}" ry="${16 + size * 20}" fill="#fff" opacity=".75"/>`)}${Array.from(
                { length: 9 },
                (_, row) =>
                    scatter(chance, 60, (x, y, size) => {
                        const depth = 0.3 + row / 9;
                        return `<path d="M${x} ${560 + row * 50 + y * 14}q-${9 * depth} -${26 * depth} 0 -${34 * depth}q${9 * depth} ${8 * depth} 0 ${34 * depth}" stroke-width="${10 * depth}" stroke="${['#d93848', '#f4c430', '#ee7fa8'][row % 3]}" fill="${['#d93848', '#f4c430', '#ee7fa8'][row % 3]}" opacity="${0.75 + size * 0.25}"/>`;
                    }),
            ).join('')}`,
    },
    {
        description: 'A street of narrow houses at night with lit windows, mirrored in the wet pavement.',
        focus: '-0.1,0',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#101a33'],
                [0.7, '#2f3f66'],
                [1, '#141d33'],
            ])}</defs>${backdrop('s')}${stars(chance)}${Array.from({ length: 10 }, (_, n) => {
                const top = 210 + chance.below(190);
                const x = n * 150;
                const wall = ['#3a3f5c', '#4a3a4e', '#2f4a56', '#54443c'][n % 4];
                return `<path d="M${x} 720V${top + 70}L${x + 75} ${top} ${x + 150} ${top + 70}V720Z" fill="${wall}"/>${Array.from({ length: 8 }, (_, w) => `<rect x="${x + 28 + (w % 2) * 58}" y="${top + 100 + Math.floor(w / 2) * 96}" width="36" height="56" rx="3" fill="${chance.happens(0.6) ? '#ffd27a' : '#1d2540'}"/>`).join('')}`;
            }).join(
                '',
            )}<rect y="720" width="${WIDTH}" height="280" fill="#0e1526"/>${ripples(chance, 730, '#ffd27a')}`,
    },
    {
        description: 'Tall fir trees in fog, the nearest nearly black, the farthest only a shade of green.',
        focus: '0.3,0.2',
        draw: (chance) =>
            `<defs>${gradient('s', [
                [0, '#dfe9e4'],
                [1, '#a9c0b5'],
            ])}</defs>${backdrop('s')}${['#b4c9be', '#8fac9d', '#64897a', '#3c6455', '#17382d']
                .map(
                    (colour, n) =>
                        scatter(chance, 13, (x, y, size) => {
                            const tall = 260 + n * 90 + size * 140;
                            const foot = 640 + n * 90 + y * 30;
                            return [0, 0.22, 0.44, 0.66]
                                .map(
                                    (at) =>
                                        `<path d="M${x} ${foot - tall + at * tall * 0.8}l${34 + n * 12 + at * 60} ${tall * 0.36}h-${2 * (34 + n * 12 + at * 60)}Z" fill="${colour}"/>`,
                                )
                                .join('');
                        }) + `<rect y="${640 + n * 90}" width="${WIDTH}" height="400" fill="${colour}"/>`,
                )
                .join('')}`,
    },
];

/** The picture of that number; the same at every run. */
export async function paint(number: number): Promise<Painting> {
    const scene = SCENES[number];
    if (!scene) throw new Error(`There is no picture ${number}`);
    const drawn = scene.draw(new Chance(number + 1));
    const grain =
        '<filter id="g"><feTurbulence baseFrequency=".9" numOctaves="2"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .16 0"/></filter>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${grain}${drawn}<rect width="${WIDTH}" height="${HEIGHT}" filter="url(#g)"/></svg>`;
    const { description, focus } = scene;
    return { png: await sharp(Buffer.from(svg)).png().toBuffer(), description, focus };
}
