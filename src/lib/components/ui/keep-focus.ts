/**
 * For a virtual list that can have the focus itself (`tabindex="-1"`): when the item that holds the focus is taken out of
 * the document because it was scrolled far away, the list takes the focus over, and gives it back when the item returns.
 * Otherwise the focus would fall to the top of the page.
 */
export function keepsFocus(list: HTMLElement): () => void {
    let kept: string | null = null;
    const item = () =>
        kept === null ? null : list.querySelector<HTMLElement>(`[data-key="${CSS.escape(kept)}"]`);

    const notice = ({ target }: FocusEvent) => {
        const held = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
        if (held && list.contains(held)) kept = held.dataset['key'] ?? null;
    };
    const leave = ({ relatedTarget }: FocusEvent) => {
        if (relatedTarget instanceof Node && !list.contains(relatedTarget)) kept = null;
    };
    const watch = new MutationObserver(() => {
        if (kept === null) return;
        const present = item();
        if (!present && document.activeElement === document.body) list.focus({ preventScroll: true });
        else if (present && document.activeElement === list) present.focus({ preventScroll: true });
    });

    list.addEventListener('focusin', notice);
    list.addEventListener('focusout', leave);
    watch.observe(list, { childList: true, subtree: true });
    return () => {
        list.removeEventListener('focusin', notice);
        list.removeEventListener('focusout', leave);
        watch.disconnect();
    };
}
