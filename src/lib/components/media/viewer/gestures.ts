import type { Attachment } from 'svelte/attachments';
import { axisOf, type Swipe } from './swipe';
import { wheelFactor, type Point } from './zoom';

type Axis = 'across' | 'down';

/** What fingers, mouse and wheel mean on the stage. Points are seen from its middle, in pixels. */
export interface GestureListener {
    /** Is the picture larger than the stage, so that one finger moves it? */
    isClose(): boolean;
    pan(by: Point): void;
    zoom(factor: number, at: Point): void;
    /** A finger drags a picture that is seen whole. */
    drag(by: Point, axis: Axis): void;
    /** It was lifted; `null` where the drag became something else. */
    dropped(swipe: Swipe | null, axis: Axis | null): void;
    tap(event: PointerEvent): void;
    doubleTap(at: Point): void;
}

const TAPS_WITHIN = 280;
const SAME_PLACE = 30;
const STILL = 8;
/** The browser's own controls of a film. */
const CONTROLS = 72;

/** Reads pointers and the wheel. Buttons, links and a film's own controls keep what is theirs. */
export function gestures(hear: GestureListener): Attachment<HTMLElement> {
    return (stage) => {
        const reading = new Reading(stage, hear);
        const listeners = {
            pointerdown: (event: PointerEvent) => reading.down(event),
            pointermove: (event: PointerEvent) => reading.move(event),
            pointerup: (event: PointerEvent) => reading.up(event),
            pointercancel: (event: PointerEvent) => reading.cancel(event),
        };
        const turn = (event: WheelEvent) => reading.turn(event);
        for (const [name, listener] of Object.entries(listeners))
            stage.addEventListener(name as keyof typeof listeners, listener);
        // The page's zoom would take a touchpad's pinch.
        stage.addEventListener('wheel', turn, { passive: false });
        return () => {
            for (const [name, listener] of Object.entries(listeners))
                stage.removeEventListener(name as keyof typeof listeners, listener);
            stage.removeEventListener('wheel', turn);
        };
    };
}

class Reading {
    readonly #stage: HTMLElement;
    readonly #hear: GestureListener;
    readonly #fingers = new Map<number, Point>();
    #start: Point = { x: 0, y: 0 };
    #axis: Axis | null = null;
    /** Two fingers were down: what is left of the gesture turns no page. */
    #spent = false;
    #speed = { x: 0, y: 0, at: 0 };
    #lastTap = { x: 0, y: 0, at: -Infinity };

    constructor(stage: HTMLElement, hear: GestureListener) {
        this.#stage = stage;
        this.#hear = hear;
    }

    down(event: PointerEvent): void {
        if (event.button !== 0 || this.#isTheirs(event)) return;
        const point = this.#at(event);
        this.#fingers.set(event.pointerId, point);
        if (this.#fingers.size === 1) {
            this.#start = point;
            this.#axis = null;
            this.#spent = false;
            this.#speed = { x: 0, y: 0, at: event.timeStamp };
        } else {
            this.#spent = true;
            this.#hear.dropped(null, null);
        }
    }

    move(event: PointerEvent): void {
        const before = this.#fingers.get(event.pointerId);
        if (!before) return;
        const now = this.#at(event);
        const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
        this.#fingers.set(event.pointerId, now);
        const by = { x: now.x - before.x, y: now.y - before.y };
        this.#measure(by, event.timeStamp);
        if (other) return this.#pinch(before, now, other, by);
        if (this.#hear.isClose() || this.#spent) {
            this.#capture(event);
            return this.#hear.pan(by);
        }
        const way = { x: now.x - this.#start.x, y: now.y - this.#start.y };
        this.#axis ??= axisOf({ dx: way.x, dy: way.y });
        if (!this.#axis) return;
        this.#capture(event);
        this.#hear.drag(way, this.#axis);
    }

    up(event: PointerEvent): void {
        const before = this.#fingers.get(event.pointerId);
        if (!before) return;
        this.#fingers.delete(event.pointerId);
        if (this.#fingers.size > 0) return;
        const now = this.#at(event);
        const [dx, dy] = [now.x - this.#start.x, now.y - this.#start.y];
        if (Math.hypot(dx, dy) < STILL && !this.#spent) return this.#tapped(event, now);
        // A finger that rested before it was lifted has no speed.
        const isFresh = event.timeStamp - this.#speed.at < 60;
        const { width, height } = this.#stage.getBoundingClientRect();
        const [vx, vy] = isFresh ? [this.#speed.x, this.#speed.y] : [0, 0];
        this.#hear.dropped(this.#axis ? { dx, dy, vx, vy, width, height } : null, this.#axis);
    }

    cancel(event: PointerEvent): void {
        if (this.#fingers.delete(event.pointerId)) this.#hear.dropped(null, null);
    }

    turn(event: WheelEvent): void {
        if (event.target instanceof Element && event.target.closest('[data-scrolls]')) return;
        event.preventDefault();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        this.#hear.zoom(wheelFactor(event.deltaY * lines, event.ctrlKey), this.#at(event));
    }

    #pinch(before: Point, now: Point, other: Point, by: Point): void {
        const far = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
        const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
        this.#hear.zoom(far(now) / far(before), middle);
        this.#hear.pan({ x: by.x / 2, y: by.y / 2 });
    }

    #tapped(event: PointerEvent, point: Point): void {
        this.#hear.dropped(null, null);
        const isSecond =
            event.timeStamp - this.#lastTap.at < TAPS_WITHIN &&
            Math.hypot(point.x - this.#lastTap.x, point.y - this.#lastTap.y) < SAME_PLACE;
        this.#lastTap = { ...point, at: isSecond ? -Infinity : event.timeStamp };
        if (isSecond) this.#hear.doubleTap(point);
        else this.#hear.tap(event);
    }

    #measure(by: Point, at: number): void {
        const passed = Math.max(1, at - this.#speed.at);
        const blend = (old: number, way: number) => old * 0.4 + (way / passed) * 0.6;
        this.#speed = { x: blend(this.#speed.x, by.x), y: blend(this.#speed.y, by.y), at };
    }

    /** Only once it is a drag: captured from the beginning, a click would never reach what was clicked. */
    #capture(event: PointerEvent): void {
        if (!this.#stage.hasPointerCapture(event.pointerId)) this.#stage.setPointerCapture(event.pointerId);
    }

    #at(event: MouseEvent): Point {
        const { left, top, width, height } = this.#stage.getBoundingClientRect();
        return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
    }

    #isTheirs(event: PointerEvent): boolean {
        if (!(event.target instanceof Element)) return false;
        if (event.target.closest('button, a, input, [data-scrolls]')) return true;
        const film = event.target.closest('video[controls]');
        return film !== null && event.clientY > film.getBoundingClientRect().bottom - CONTROLS;
    }
}
