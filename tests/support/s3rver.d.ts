declare module '@20minutes/s3rver' {
    interface Options {
        address: string;
        port: number;
        silent: boolean;
        directory: string;
        configureBuckets: { name: string; configs: (string | Buffer)[] }[];
    }
    export default class S3rver {
        constructor(options: Options);
        run(): Promise<{ address: string; port: number }>;
        close(): Promise<void>;
    }
}
