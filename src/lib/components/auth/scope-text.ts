import { m } from '$lib/i18n';

/** What a scope lets an app do, in the reader's language; parts of a scope are told as parts, with their own name. */
export function scopeText(scope: string): string {
    switch (scope) {
        case 'read':
            return m.scope_read();
        case 'write':
            return m.scope_write();
        case 'follow':
            return m.scope_follow();
        case 'push':
            return m.scope_push();
        case 'profile':
            return m.scope_profile();
        case 'admin:read':
            return m.scope_admin_read();
        case 'admin:write':
            return m.scope_admin_write();
        default:
            return partText(scope);
    }
}

function partText(scope: string): string {
    const [first = '', second = ''] = scope.split(':');
    const whole = first === 'admin' ? `${first}:${second}` : first;
    return whole === scope ? scope : m.scope_part({ name: scopeText(whole), scope });
}
