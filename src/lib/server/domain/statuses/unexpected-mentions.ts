import { Unprocessable } from '../../errors';

/** A post would name people whom its author did not mean to reach. */
export class UnexpectedMentions extends Unprocessable {
    override name = 'UnexpectedMentions';
    readonly accountIds: readonly string[];

    constructor(accountIds: readonly string[]) {
        super('Post would be sent to unexpected accounts');
        this.accountIds = accountIds;
    }
}

/** @throws UnexpectedMentions for anybody beside those who are allowed, where somebody said who is. */
export function checkMentions(accountIds: readonly string[], allowed: readonly string[] | undefined): void {
    const unexpected = allowed ? accountIds.filter((id) => !allowed.includes(id)) : [];
    if (unexpected.length > 0) throw new UnexpectedMentions(unexpected);
}
