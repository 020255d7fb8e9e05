/** Below 640 px there is one column and the navigation at the bottom; the same bound as `sm` in the styles. */
export function isPhone(): boolean {
    return matchMedia('(max-width: 39.99rem)').matches;
}
