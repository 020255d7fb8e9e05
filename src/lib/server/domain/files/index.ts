export { forgetLostFiles, type LostFiles } from './forget-lost-files';
