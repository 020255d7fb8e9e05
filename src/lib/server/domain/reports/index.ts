export type { Evidence } from './evidence';
export { fileReport, LONGEST_COMMENT, type ReportDraft, type ReportRow } from './file-report';
export { findReport, findReportsFor, reportHandlers } from './find-reports';
