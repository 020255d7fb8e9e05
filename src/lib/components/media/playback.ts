/** What can be played: a film or a sound on the page. */
export interface Player {
    readonly paused: boolean;
    currentTime: number;
    pause(): void;
}

const REMEMBERED = 100;
/** Seconds by which two players of one file may differ. */
const CLOSE_ENOUGH = 0.75;

/**
 * Who plays, and how far each file was played. One at a time is heard; and a file goes on where it was, whether it was
 * scrolled away meanwhile or is shown anew by the viewer.
 */
export class Playback {
    /** Seconds by file, the one touched last at the end. */
    readonly #positions = new Map<string, number>();
    readonly #players = new Map<Player, string>();
    #heard: Player | null = null;

    /** A player of a file is on the page: it goes to where the file was left. Answers what takes it away. */
    add(player: Player, file: string): () => void {
        this.#players.set(player, file);
        this.#follow(player, file);
        return () => {
            this.#players.delete(player);
            if (this.#heard === player) this.#heard = null;
        };
    }

    /** Seconds; 0 for what was never played or played to its end. */
    positionOf(file: string): number {
        return this.#positions.get(file) ?? 0;
    }

    /** Is it a player of this file that is heard now? */
    hears(file: string): boolean {
        return this.#heard !== null && this.#players.get(this.#heard) === file;
    }

    /** It is heard from now on: whatever was heard before is silent. */
    started(player: Player): void {
        const file = this.#players.get(player);
        if (this.#heard !== player) this.#heard?.pause();
        this.#heard = player;
        if (file !== undefined) this.#follow(player, file);
    }

    /** It has come so far. */
    reached(player: Player): void {
        const file = this.#players.get(player);
        if (file !== undefined) this.#remember(file, player.currentTime);
    }

    /** It pauses: the others of the same file show the same moment. */
    stopped(player: Player): void {
        const file = this.#players.get(player);
        if (this.#heard === player) this.#heard = null;
        if (file === undefined) return;
        this.#remember(file, player.currentTime);
        for (const [other, its] of this.#players)
            if (other !== player && its === file && other.paused) this.#follow(other, file);
    }

    /** It was played to its end: next time from the beginning. */
    ended(player: Player): void {
        const file = this.#players.get(player);
        if (file !== undefined) this.#positions.delete(file);
        if (this.#heard === player) this.#heard = null;
    }

    /** Nothing is heard any more. */
    silence(): void {
        this.#heard?.pause();
        this.#heard = null;
    }

    #follow(player: Player, file: string): void {
        const position = this.#positions.get(file);
        if (position !== undefined && Math.abs(player.currentTime - position) > CLOSE_ENOUGH)
            player.currentTime = position;
    }

    #remember(file: string, seconds: number): void {
        this.#positions.delete(file);
        this.#positions.set(file, seconds);
        for (const oldest of this.#positions.keys()) {
            if (this.#positions.size <= REMEMBERED) return;
            this.#positions.delete(oldest);
        }
    }
}

/** Of the whole page. */
export const playback = new Playback();
