/** The least a file costs on this machine: node:http and sirv, by which Kit gives out static files. A process of its own. */
import { createServer } from 'node:http';
import sirv from 'sirv';

const [folder = ''] = process.argv.slice(2);
const give = sirv(folder, { etag: true, immutable: true, maxAge: 31_536_000 });

const server = createServer((request, response) => give(request, response));
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
