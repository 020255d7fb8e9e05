/**
 * Who PostgreSQL runs as. It refuses to be root, so that under root it becomes another user: the owner of the cluster,
 * or `nobody`, or (below a directory that only root can enter) root itself behind a user namespace.
 */
import { spawnSync } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { StartError } from '../../start-error';

/** `nobody` on every Linux. */
const NOBODY = 65534;

export interface Identity {
    uid?: number;
    gid?: number;
    /** A command that runs the rest of the command line under this identity. */
    prefix: string[];
}

/** The identity for the cluster in `directory`, which may not exist yet, and for programs in `programs`. */
export async function identityFor(directory: string, programs: string): Promise<Identity> {
    const self = process.getuid?.();
    const owner = await stat(directory).catch(() => undefined);
    if (self === undefined) return { prefix: [] };
    if (self !== 0) {
        if (owner && owner.uid !== self)
            throw new StartError(
                `${directory} belongs to user ${owner.uid}, not to you (${self}): start Atoll as that user, or change the owner with chown -R.`,
            );
        // initdb asks the system for the user's name, which users of containers often have not.
        return { prefix: hasName() ? [] : (namespacePrefix() ?? []) };
    }
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, prefix: [] };
    if (!owner && (await nobodyEnters(dirname(directory))) && (await nobodyEnters(programs)))
        return { uid: NOBODY, gid: NOBODY, prefix: [] };

    const prefix = namespacePrefix();
    if (prefix) return { prefix };
    throw new StartError(
        `PostgreSQL does not run as root, and no other user can enter ${dirname(directory)} and ${programs}: put Atoll and its data where others can enter (chmod a+x), or start it as an ordinary user.`,
    );
}

/** Runs a command in a user namespace in which this user is `nobody`; undefined where the kernel does not let us. */
function namespacePrefix(): string[] | undefined {
    const options = ['--user', `--map-user=${NOBODY}`, '--'];
    return spawnSync('unshare', [...options, 'true']).status === 0 ? ['unshare', ...options] : undefined;
}

function hasName(): boolean {
    try {
        return userInfo().username !== '';
    } catch {
        return false;
    }
}

/** Gives a file or directory that this process made to the identity. */
export async function giveTo(identity: Identity, path: string): Promise<void> {
    if (identity.uid !== undefined) await chown(path, identity.uid, identity.gid ?? identity.uid);
}

/** Whether everybody may pass through `path` and all directories above it. */
async function nobodyEnters(path: string): Promise<boolean> {
    for (let at = path; ; at = dirname(at)) {
        const { mode } = await stat(at);
        if (!(mode & 0o001)) return false;
        if (at === dirname(at)) return true;
    }
}
