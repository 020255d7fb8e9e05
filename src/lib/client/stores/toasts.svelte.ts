/** A short message, at most three of them at a time. */
export interface Toast {
    id: number;
    text: string;
    kind: 'info' | 'error';
    action: { label: string; run: () => void } | null;
    at: number;
}

const MAX_SHOWN = 3;

/** Messages to the person. Errors stay until dismissed; the others go when the one who shows them says so. */
export class Toasts {
    #next = 1;
    #shown: Toast[] = $state.raw([]);

    /** What is on the screen now. */
    get shown(): readonly Toast[] {
        return this.#shown;
    }

    info(text: string, action: Toast['action'] = null): number {
        return this.#add('info', text, action);
    }

    error(text: string, action: Toast['action'] = null): number {
        return this.#add('error', text, action);
    }

    dismiss(id: number): void {
        this.#shown = this.#shown.filter((toast) => toast.id !== id);
    }

    #add(kind: Toast['kind'], text: string, action: Toast['action']): number {
        const toast = { id: this.#next++, text, kind, action, at: Date.now() };
        // The same words twice in a row say no more than once.
        const others = this.#shown.filter((other) => other.text !== text || other.action || action);
        this.#shown = [...others, toast].slice(-MAX_SHOWN);
        return toast.id;
    }
}

export const toasts = new Toasts();
