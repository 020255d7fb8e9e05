import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { FileSystem, OpenFile } from './wasm-core.ts';

const FROM_HERE = 1;
const FROM_END = 2;

/**
 * Lends a program of WebAssembly one file of this machine under the name `name`, piece by piece, so that no film is held
 * in memory. Returns how it is taken back.
 */
export function lendFile(files: FileSystem, name: string, path: string, flags: 'r' | 'w+'): () => void {
    const handle = openSync(path, flags);
    files.writeFile(name, new Uint8Array(0));
    const { node } = files.lookupPath(name);
    const known = node.node_ops;
    const size = () => fstatSync(handle).size;
    node.node_ops = {
        ...known,
        getattr: (file) => ({ ...known.getattr(file), size: size() }),
        setattr(file, wanted) {
            if (wanted.size === undefined) known.setattr(file, wanted);
            else if (flags === 'w+') ftruncateSync(handle, wanted.size);
        },
    };
    node.stream_ops = {
        read: (_, into, offset, length, position) => readSync(handle, into, offset, length, position),
        write: (_, from, offset, length, position) => writeSync(handle, from, offset, length, position),
        llseek: (stream: OpenFile, offset, whence) =>
            whence === FROM_HERE ? stream.position + offset : whence === FROM_END ? size() + offset : offset,
    };
    return () => {
        files.unlink(name);
        closeSync(handle);
    };
}
