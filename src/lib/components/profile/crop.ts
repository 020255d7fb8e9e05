/** Which part of a picture is wanted: its middle as shares of both sides, and how many times it is enlarged. */
export interface Crop {
    x: number;
    y: number;
    /** 1 shows as much as there is of that shape. */
    zoom: number;
}

export interface Extent {
    width: number;
    height: number;
}

/** A rectangle of a picture, in its own pixels. */
export interface Area extends Extent {
    left: number;
    top: number;
}

export const MOST_ZOOM = 8;
export const WHOLE: Crop = { x: 0.5, y: 0.5, zoom: 1 };

/** The part of `picture` that a crop of the shape `aspect` (width by height) shows. */
export function areaOf(picture: Extent, aspect: number, crop: Crop): Area {
    const { x, y, zoom } = within(picture, aspect, crop);
    const width = Math.min(picture.width, picture.height * aspect) / zoom;
    const height = width / aspect;
    return { left: x * picture.width - width / 2, top: y * picture.height - height / 2, width, height };
}

/** The same crop, moved so that it shows nothing that is outside the picture. */
export function within(picture: Extent, aspect: number, { x, y, zoom }: Crop): Crop {
    const bounded = clamp(zoom, 1, MOST_ZOOM);
    const width = Math.min(picture.width, picture.height * aspect) / bounded;
    const halfX = width / picture.width / 2;
    const halfY = width / aspect / picture.height / 2;
    return { x: clamp(x, halfX, 1 - halfX), y: clamp(y, halfY, 1 - halfY), zoom: bounded };
}

/** Moved as a finger drags the picture: by pixels of a frame that is `frameWidth` wide. */
export function dragged(
    picture: Extent,
    aspect: number,
    crop: Crop,
    { dx, dy, frameWidth }: { dx: number; dy: number; frameWidth: number },
): Crop {
    const perPixel = areaOf(picture, aspect, crop).width / frameWidth;
    return within(picture, aspect, {
        ...crop,
        x: crop.x - (dx * perPixel) / picture.width,
        y: crop.y - (dy * perPixel) / picture.height,
    });
}

/** What a key does to a crop; undefined where it does nothing. */
export function pressed(picture: Extent, aspect: number, crop: Crop, key: string): Crop | undefined {
    const step = 0.04 / crop.zoom;
    const moves: Record<string, Partial<Crop>> = {
        ArrowLeft: { x: crop.x - step },
        ArrowRight: { x: crop.x + step },
        ArrowUp: { y: crop.y - step },
        ArrowDown: { y: crop.y + step },
        '+': { zoom: crop.zoom * 1.1 },
        '=': { zoom: crop.zoom * 1.1 },
        '-': { zoom: crop.zoom / 1.1 },
        '0': WHOLE,
        Home: WHOLE,
    };
    const move = moves[key];
    return move && within(picture, aspect, { ...crop, ...move });
}

/** How a picture is laid behind a frame so that the frame shows the crop: CSS lengths in shares of the frame. */
export function placement(picture: Extent, aspect: number, crop: Crop): string {
    const { left, top, width, height } = areaOf(picture, aspect, crop);
    const share = (value: number) => `${(value * 100).toFixed(3)}%`;
    return [
        `width:${share(picture.width / width)}`,
        `height:${share(picture.height / height)}`,
        `left:${share(-left / width)}`,
        `top:${share(-top / height)}`,
    ].join(';');
}

const clamp = (value: number, least: number, most: number) =>
    Math.min(Math.max(value, least), Math.max(least, most));
