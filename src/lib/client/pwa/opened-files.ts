/** The files that the device opens with the installed app. https://wicg.github.io/web-app-launch/#launchqueue-interface */
interface LaunchQueue {
    setConsumer(take: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands over what was opened with the app, also before this was called; nothing where the browser knows no such thing. */
export function onOpenedFiles(take: (files: File[]) => void): void {
    const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
    queue?.setConsumer(({ files = [] }) => {
        if (files.length > 0) void Promise.all(files.map((handle) => handle.getFile())).then(take, () => {});
    });
}
