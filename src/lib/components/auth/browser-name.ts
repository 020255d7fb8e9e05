/** Longest match first: most browsers also name those they descend from. */
const BROWSERS: [RegExp, string][] = [
    [/\bEdg(?:A|iOS)?\//, 'Edge'],
    [/\bOPR\//, 'Opera'],
    [/\bSamsungBrowser\//, 'Samsung Internet'],
    [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
    [/\b(?:Chrome|CriOS)\//, 'Chrome'],
    [/\bSafari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
    [/\biPhone|\biPad/, 'iOS'],
    [/\bAndroid\b/, 'Android'],
    [/\bWindows\b/, 'Windows'],
    [/\bMac OS X\b/, 'macOS'],
    [/\bCrOS\b/, 'ChromeOS'],
    [/\bLinux\b/, 'Linux'],
];

/** What a `User-Agent` is called by its owner, such as “Firefox, Linux”; undefined where it says nothing known. */
export function browserName(userAgent: string): string | undefined {
    const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
    return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(', ') || undefined;
}
