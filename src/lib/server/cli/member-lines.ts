import { writeByteSize } from '$lib/text';
import type { Quota } from '../domain/media';
import type { Member } from '../domain/users';
import { tableLines } from './help';

/** What keeps a member from acting, or `active`. */
export function stateOf(member: Member): string {
    if (member.suspendedAt) return 'suspended';
    if (member.disabledAt) return 'disabled';
    if (!member.approvedAt) return 'waits for approval';
    if (!member.confirmedAt) return 'unconfirmed';
    return 'active';
}

/** One member, line by line, with what they keep in files where that is told. */
export function memberLines(member: Member, quota?: Quota): string[] {
    return tableLines([
        ['name', `@${member.username}`],
        ['display name', member.displayName],
        ['e-mail', member.email],
        ['role', member.role],
        ['state', stateOf(member)],
        ['posts', String(member.statusesCount)],
        ...(quota ? [['files', wordsForQuota(quota)]] : []),
        ['joined', member.createdAt.toISOString()],
        ['last seen', member.lastActiveAt?.toISOString() ?? 'never'],
        ['account id', member.accountId],
    ]);
}

function wordsForQuota({ used, files, allowed }: Quota): string {
    const most = allowed === null ? 'without end' : `of ${writeByteSize(allowed)}`;
    return `${files} (${writeByteSize(used)} ${most})`;
}

/** Members as a table. */
export function memberTable(members: readonly Member[]): string[] {
    if (members.length === 0) return ['There are no members.'];
    const rows = members.map((member) => [
        `@${member.username}`,
        member.email,
        member.role,
        stateOf(member),
        member.createdAt.toISOString().slice(0, 10),
    ]);
    return tableLines([['NAME', 'E-MAIL', 'ROLE', 'STATE', 'JOINED'], ...rows]);
}
