import { apart } from '$lib/client/emoji/emoji-word';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Fields with `data-emoji` take emoji: typed between colons, and out of the picker. */
export function asEmojiField(target: EventTarget | null): TextField | undefined {
    const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    return isText && target.dataset['emoji'] !== undefined ? target : undefined;
}

/** Writes `emoji` over a part of a field, by default over what is selected, and tells the field's owner of it. */
export function writeEmoji(
    field: TextField,
    emoji: string,
    start = field.selectionStart ?? field.value.length,
    end = field.selectionEnd ?? field.value.length,
): void {
    const text = apart(field.value.slice(0, start), emoji, field.value.slice(end));
    field.focus({ preventScroll: true });
    field.setRangeText(text, start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}

/** What decides where text stands in a field. */
const COPIED = [
    ...['font', 'letterSpacing', 'lineHeight', 'textIndent', 'tabSize', 'direction', 'textAlign'],
    ...['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'boxSizing'],
    ...['borderTopWidth', 'borderRightWidth', 'borderBottomWidth', 'borderLeftWidth'],
] as const;

/** Where in the window the character at `position` of a field stands: asked of a copy of the field nobody sees. */
export function placeInField(field: TextField, position: number): { x: number; top: number; bottom: number } {
    const style = getComputedStyle(field);
    const copy = document.createElement('div');
    for (const name of COPIED) copy.style.setProperty(kebab(name), style.getPropertyValue(kebab(name)));
    Object.assign(copy.style, {
        position: 'absolute',
        visibility: 'hidden',
        inlineSize: `${field.offsetWidth}px`,
        borderStyle: 'solid',
        whiteSpace: field instanceof HTMLTextAreaElement ? 'pre-wrap' : 'pre',
        overflowWrap: 'break-word',
    });
    copy.textContent = field.value.slice(0, position);
    const mark = copy.appendChild(document.createElement('span'));
    mark.textContent = field.value.slice(position) || '.';
    document.body.append(copy);
    const box = field.getBoundingClientRect();
    const at = mark.getClientRects()[0];
    const origin = copy.getBoundingClientRect();
    const x = box.left + (at ? at.left - origin.left : 0) - field.scrollLeft;
    const top = box.top + (at ? at.top - origin.top : 0) - field.scrollTop;
    const bottom = top + (at?.height ?? box.height);
    copy.remove();
    return { x, top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom) };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
