export { checkFiles, type FileCheck, type FileFault } from './check-files';
export { forgetLostFiles, type LostFiles } from './forget-lost-files';
export {
    mediaUsage,
    usageByDomain,
    usageByMember,
    type Amount,
    type DomainUsage,
    type MediaUsage,
    type MemberUsage,
} from './media-usage';
