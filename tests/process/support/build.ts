/** Processes run the built server: make sure that the build is of these sources. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
    execFileSync(process.execPath, ['scripts/bootstrap.js'], { stdio: 'inherit' });
}
