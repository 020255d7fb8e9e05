/** See https://svelte.dev/docs/kit/types#app.d.ts */
declare global {
    namespace App {
        interface Locals {
            /** Names this request in logs and in the `X-Request-Id` header. */
            requestId: string;
        }
    }
}

export {};
