/** The queue in which received activities wait to be worked on. */
export const INBOUND = 'inbound';

export interface InboundJob {
    id: string;
}
