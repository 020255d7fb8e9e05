/** When pictures that move stand still: for who wants less motion everywhere, or chose so for this app. */
export function stillMedia(): string {
    const chosen = typeof document !== 'undefined' && document.documentElement.dataset['motion'] === 'reduce';
    return chosen ? 'all' : '(prefers-reduced-motion: reduce)';
}
