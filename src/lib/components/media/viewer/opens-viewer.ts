/** A plain click on a link to a file opens the viewer; any other goes where links go: a new tab, a download. */
export function opensViewer(open: () => void): (event: MouseEvent) => void {
    return (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        open();
    };
}
