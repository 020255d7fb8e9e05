/** Loaded before the server: has its names looked up at the bench's name server instead of the machine's. */
import { promises } from 'node:dns';

const address = process.env.BENCH_NAME_SERVER ?? '';
const { Resolver } = promises;

promises.Resolver = class extends Resolver {
    constructor(options?: ConstructorParameters<typeof Resolver>[0]) {
        super(options);
        this.setServers([address]);
    }
};
