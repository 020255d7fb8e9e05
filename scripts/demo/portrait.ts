/** A small picture for somebody without one: hills, waves, a sun or stars, in colours of their own. */
export function portrait(name: string): string {
    const number = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) >>> 0, 7);
    const hue = number % 360;
    const motif = MOTIFS[number % MOTIFS.length]!;
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' fill='hsl(${hue} 45% 82%)'/>${motif(hue)}</svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('%20', ' ').replaceAll("'", '%27')}`;
}

const MOTIFS: ((hue: number) => string)[] = [
    (hue) =>
        `<circle cx='44' cy='20' r='9' fill='hsl(${hue + 40} 85% 62%)'/><path d='M0 46Q18 24 34 42T64 38V64H0Z' fill='hsl(${hue} 38% 45%)'/><path d='M0 54Q22 40 64 52V64H0Z' fill='hsl(${hue} 42% 30%)'/>`,
    (hue) =>
        `<path d='M0 30q8-6 16 0t16 0 16 0 16 0V64H0Z' fill='hsl(${hue} 50% 58%)'/><path d='M0 42q8-6 16 0t16 0 16 0 16 0V64H0Z' fill='hsl(${hue} 52% 42%)'/><path d='M22 32 40 12 42 32Z' fill='#fff'/>`,
    (hue) =>
        `<circle cx='32' cy='34' r='19' fill='hsl(${hue + 180} 45% 45%)'/><circle cx='40' cy='27' r='16' fill='hsl(${hue} 45% 82%)'/><circle cx='14' cy='14' r='2' fill='#fff'/><circle cx='50' cy='52' r='2.5' fill='#fff'/>`,
    (hue) =>
        `<path d='M32 56V28' stroke='hsl(${hue + 110} 40% 32%)' stroke-width='4'/><path d='M32 34Q12 34 12 14 32 14 32 34Z' fill='hsl(${hue + 110} 45% 45%)'/><path d='M32 44Q52 44 52 24 32 24 32 44Z' fill='hsl(${hue + 90} 50% 55%)'/>`,
];
