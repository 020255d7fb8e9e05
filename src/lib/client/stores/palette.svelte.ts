/** Whether the palette of commands and everything met is open. */
class PaletteStore {
    isOpen = $state(false);

    toggle(): void {
        this.isOpen = !this.isOpen;
    }
}

export const palette = new PaletteStore();
