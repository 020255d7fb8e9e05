export { dismissAnnouncement, findReadAnnouncements } from './dismiss-announcement';
export { announcementEndJob, ENDING_ANNOUNCEMENTS } from './end-announcement';
export {
    findAnnouncement,
    findAnnouncements,
    listAnnouncements,
    type AnnouncementRow,
} from './find-announcements';
export {
    changeAnnouncement,
    publishAnnouncement,
    removeAnnouncement,
    type AnnouncementDraft,
} from './publish-announcement';
export {
    countReactions,
    reactToAnnouncement,
    unreactToAnnouncement,
    type AnnouncementReaction,
} from './react-to-announcement';
