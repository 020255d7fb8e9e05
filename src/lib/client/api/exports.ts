import { request, type Fetch } from './request';

/** How many entries the files have. https://docs.gotosocial.org/en/latest/api/swagger/ */
export function getExportStatistics(fetch: Fetch): Promise<Record<string, number>> {
    return request(fetch, 'GET', '/api/v1/exports/stats');
}
