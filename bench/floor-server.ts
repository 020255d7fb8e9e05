/** The least a request costs on this machine: bare node:http and one query by key. Run as a process of its own. */
import { createServer } from 'node:http';
import postgres from 'postgres';

const [socketDir = '', port = '', id = '', name = ''] = process.argv.slice(2);
const sql = postgres({ host: socketDir, port: Number(port), user: 'atoll', database: 'atoll', max: 10 });

const server = createServer((_request, response) => {
    sql`SELECT * FROM ${sql(name)} WHERE id = ${id}`.then(
        ([row]) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(row)),
        () => response.writeHead(500).end(),
    );
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
