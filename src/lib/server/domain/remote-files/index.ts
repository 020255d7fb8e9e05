export { forgetFilesAt, forgetRefusedFiles } from './forget-remote-files';
export { roomIsKept } from './keep-room';
export { makeRoom } from './make-room';
export { openRemoteFile } from './open-remote-file';
export { forgetMemory } from './picture-memory';
export { reconcileRemoteFiles } from './reconcile-remote-files';
export type { RemoteFile } from './remote-file';
export { spaceUsed } from './space';
