/** Made by scripts/vite-emoji.ts. */
declare module 'virtual:emoji/*' {
    const rows: readonly [
        character: string,
        label: string,
        tags: string,
        shortcodes: string,
        group: number,
        version: number,
        tones: 0 | 1,
    ][];
    export default rows;
}
