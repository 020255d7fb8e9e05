/** An S3 server by others (s3rver), which refuses what is signed wrongly. */
import S3rver from '@20minutes/s3rver';
import { afterAll } from 'vitest';

const BUCKET = 'atoll';

/** A server with an empty bucket under `directory`, gone with the calling file; its settings as an operator writes them. */
export async function anS3Server(directory: string) {
    const server = new S3rver({
        address: '127.0.0.1',
        port: 0,
        silent: true,
        directory,
        configureBuckets: [{ name: BUCKET, configs: [] }],
    });
    const { port } = await server.run();
    afterAll(() => server.close());
    return {
        close: () => server.close(),
        settings: {
            ATOLL_S3_ENDPOINT: `http://127.0.0.1:${port}`,
            ATOLL_S3_BUCKET: BUCKET,
            ATOLL_S3_ACCESS_KEY: 'S3RVER',
            ATOLL_S3_SECRET_KEY: 'S3RVER',
        },
    };
}
