/** What another app said with what it shared. */
export interface SharedWords {
    title?: string;
    text?: string;
    url?: string;
}

/** The text a post begins with. Many apps say the same twice, as an address within the text: it is written once. */
export function sharedWords(shared: SharedWords): string {
    const [title, text, url] = [shared.title, shared.text, shared.url].map((words) => words?.trim() ?? '');
    const isSaid = (words = '', by: string | undefined) => by?.includes(words);
    const said = [isSaid(title, text) || isSaid(title, url) ? '' : title, text, isSaid(url, text) ? '' : url];
    return said.filter(Boolean).join('\n\n');
}
