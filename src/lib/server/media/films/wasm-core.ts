/** As much of @ffmpeg/core as is used: Emscripten's file system, and the program. */
export interface Core {
    FS: FileSystem;
    ret: number;
    exec(...given: string[]): number;
    reset(): void;
    setLogger(log: (line: { message: string }) => void): void;
    /** `time` in microseconds. */
    setProgress(tell: (progress: { time: number }) => void): void;
}

export interface FileSystem {
    writeFile(path: string, bytes: Uint8Array): void;
    unlink(path: string): void;
    lookupPath(path: string): { node: FileNode };
}

/** A file, and how it is read and written. */
export interface FileNode {
    node_ops: {
        getattr(node: FileNode): { size: number };
        setattr(node: FileNode, wanted: { size?: number }): void;
    };
    stream_ops: {
        read(stream: OpenFile, into: Uint8Array, offset: number, length: number, position: number): number;
        write(stream: OpenFile, from: Uint8Array, offset: number, length: number, position: number): number;
        llseek(stream: OpenFile, offset: number, whence: number): number;
    };
}

export interface OpenFile {
    position: number;
}
