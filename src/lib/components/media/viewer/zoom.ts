export interface Point {
    x: number;
    y: number;
}

export interface Size {
    width: number;
    height: number;
}

/** How a picture lies in the viewer: enlarged from the size that fits, and moved from the middle by so many pixels. */
export interface View extends Point {
    scale: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
/** What a double tap makes of the whole, at least. */
const CLOSER = 2.5;
/** Past the picture's own pixels there is nothing more to see, but small ones may be looked at closely. */
const BEYOND_PIXELS = 2;
const AT_LEAST = 4;

/** The size in which all of a picture fits into the stage; never larger than its own pixels. */
export function fit(picture: Size, stage: Size): Size {
    const ratio = Math.min(stage.width / picture.width, stage.height / picture.height, 1);
    return { width: picture.width * ratio, height: picture.height * ratio };
}

/** How far a picture can be enlarged. */
export function mostScale(picture: Size, fitted: Size): number {
    return Math.max(AT_LEAST, (picture.width / fitted.width) * BEYOND_PIXELS);
}

/** The view with its scale within limits and no gap between the picture's edge and the stage's. */
export function within(view: View, { fitted, stage, most }: Limits): View {
    const scale = Math.min(most, Math.max(1, view.scale));
    const reach = (of: 'width' | 'height') => Math.max(0, (fitted[of] * scale - stage[of]) / 2);
    const bound = (value: number, far: number) => (far === 0 ? 0 : Math.min(far, Math.max(-far, value)));
    return { scale, x: bound(view.x, reach('width')), y: bound(view.y, reach('height')) };
}

export interface Limits {
    fitted: Size;
    stage: Size;
    most: number;
}

/** The view in another scale in which `point`, seen from the stage's middle, shows what it showed before. */
export function zoomedAt(view: View, scale: number, point: Point, limits: Limits): View {
    const to = Math.min(limits.most, Math.max(1, scale));
    const ratio = to / view.scale;
    const keep = (axis: 'x' | 'y') => point[axis] - (point[axis] - view[axis]) * ratio;
    return within({ scale: to, x: keep('x'), y: keep('y') }, limits);
}

/** What a double tap at a point makes of the view: closer, or all of it again. */
export function toggled(view: View, point: Point, limits: Limits): View {
    return view.scale > 1 ? WHOLE : zoomedAt(view, Math.min(limits.most, CLOSER), point, limits);
}

/** The factor of one turn of a wheel by so many pixels; a touchpad's pinch turns it a little at a time. */
export function wheelFactor(deltaY: number, isPinch: boolean): number {
    return Math.exp(-Math.max(-120, Math.min(120, deltaY)) * (isPinch ? 0.01 : 0.002));
}
