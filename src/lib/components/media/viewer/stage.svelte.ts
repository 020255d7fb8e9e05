import type { GestureListener } from './gestures';
import { followed, verdict, type Swipe } from './swipe';
import {
    fit,
    mostScale,
    toggled,
    WHOLE,
    within,
    zoomedAt,
    type Limits,
    type Point,
    type Size,
    type View,
} from './zoom';

const KEY_ZOOM = 1.4;
const KEY_PAN = 80;

/** Which picture stands on the stage and how it lies there: what gestures and keys change, and the slides show. */
export class Stage implements GestureListener {
    index: number = $state(0);
    view: View = $state.raw(WHOLE);
    /** How far all of it was dragged. */
    dragged: Point = $state.raw({ x: 0, y: 0 });
    /** A finger is down: everything follows at once. */
    moving = $state(false);
    /** The bars around it are shown. */
    chrome = $state(true);
    width = $state(0);
    height = $state(0);
    /** The pixels of the present picture; null where it cannot be enlarged. */
    picture: Size | null = $state.raw(null);
    readonly count: number;
    readonly #close: () => void;

    constructor(count: number, index: number, close: () => void) {
        this.count = count;
        this.index = index;
        this.#close = close;
    }

    /** How dark it is behind: a picture on its way out lets the page through. */
    get fade(): number {
        return this.height > 0 ? 1 - Math.min(0.7, Math.abs(this.dragged.y) / this.height) : 1;
    }

    get hasBefore(): boolean {
        return this.index > 0;
    }

    get hasAfter(): boolean {
        return this.index < this.count - 1;
    }

    /** The size of a picture where it is seen whole. */
    fitted(picture: Size): Size {
        return this.width > 0 ? fit(picture, this) : picture;
    }

    show(index: number): void {
        if (index < 0 || index >= this.count || index === this.index) return;
        this.index = index;
        this.view = WHOLE;
        this.picture = null;
    }

    /** Answers whether the key meant something. In right-to-left scripts the next picture stands to the left. */
    press(key: string, isTurned: boolean): boolean {
        const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
        if (this.isClose() && key.startsWith('Arrow')) {
            const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
            this.pan({ x: -(sideways ?? 0) * KEY_PAN, y: -down * KEY_PAN });
        } else if (sideways) this.show(this.index + (isTurned ? -sideways : sideways));
        else if (key === 'Home') this.show(0);
        else if (key === 'End') this.show(this.count - 1);
        else if (key === '+' || key === '=') this.zoom(KEY_ZOOM, { x: 0, y: 0 });
        else if (key === '-') this.zoom(1 / KEY_ZOOM, { x: 0, y: 0 });
        else if (key === '0') this.view = WHOLE;
        else return false;
        return true;
    }

    isClose(): boolean {
        return this.view.scale > 1;
    }

    pan(by: Point): void {
        const { limits } = this;
        this.moving = true;
        if (limits)
            this.view = within({ ...this.view, x: this.view.x + by.x, y: this.view.y + by.y }, limits);
    }

    zoom(factor: number, at: Point): void {
        const { limits } = this;
        if (limits) this.view = zoomedAt(this.view, this.view.scale * factor, at, limits);
    }

    drag(by: Point, axis: 'across' | 'down'): void {
        this.moving = true;
        this.dragged =
            axis === 'across'
                ? { x: followed(by.x, this.#neighbours()), y: 0 }
                : { x: 0, y: Math.max(by.y, by.y / 3) };
    }

    dropped(swipe: Swipe | null, axis: 'across' | 'down' | null): void {
        this.moving = false;
        const meant = swipe && axis ? verdict(swipe, axis, this.#neighbours()) : 'stay';
        if (meant === 'close') return this.#close();
        this.dragged = { x: 0, y: 0 };
        const toEnd = isRightToLeft() ? -1 : 1;
        if (meant === 'after') this.show(this.index + toEnd);
        if (meant === 'before') this.show(this.index - toEnd);
    }

    tap(event: PointerEvent): void {
        const isBeside = event.target instanceof Element && !event.target.closest('img, video, figure');
        if (event.pointerType === 'mouse') {
            if (isBeside) this.#close();
        } else this.chrome = !this.chrome;
    }

    doubleTap(at: Point): void {
        const { limits } = this;
        if (limits) this.view = toggled(this.view, at, limits);
    }

    get limits(): Limits | null {
        const { picture } = this;
        if (!picture || this.width === 0) return null;
        const fitted = this.fitted(picture);
        const stage = { width: this.width, height: this.height };
        return { fitted, stage, most: mostScale(picture, fitted) };
    }

    /** What comes in from the left, and what from the right. */
    #neighbours(): { before: boolean; after: boolean } {
        const [before, after] = [this.hasBefore, this.hasAfter];
        return isRightToLeft() ? { before: after, after: before } : { before, after };
    }
}

/** In which direction the page is read. */
export const isRightToLeft = (): boolean => document.documentElement.dir === 'rtl';
