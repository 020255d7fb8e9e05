export { checkFiles, type FileCheck, type FileFault } from './check-files';
export { forgetLostFiles, type LostFiles } from './forget-lost-files';
