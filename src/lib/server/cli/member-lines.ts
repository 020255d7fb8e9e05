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

/** One member, line by line. */
export function memberLines(member: Member): string[] {
    return tableLines([
        ['name', `@${member.username}`],
        ['display name', member.displayName],
        ['e-mail', member.email],
        ['role', member.role],
        ['state', stateOf(member)],
        ['posts', String(member.statusesCount)],
        ['joined', member.createdAt.toISOString()],
        ['last seen', member.lastActiveAt?.toISOString() ?? 'never'],
        ['account id', member.accountId],
    ]);
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
