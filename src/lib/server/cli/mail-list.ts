import { listKeptMails } from '../mail';
import type { Command } from './command';

/** More are a matter for the file system. */
const MOST = 50;

export const mailList: Command = {
    name: 'mail list',
    about: 'Lists the mails that were kept because no mail server is set, the latest first.',
    async run() {
        const files = await listKeptMails();
        const shown = files.slice(0, MOST);
        const rest = files.length - shown.length;
        return {
            lines: [...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].concat(
                files.length === 0 ? ['No mail was kept.'] : [],
            ),
            data: files,
        };
    },
};
