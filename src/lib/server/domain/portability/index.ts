export { exportRows, exportStatistics, type ExportKind } from './export-rows';
