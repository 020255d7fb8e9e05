export { forgetPreviews } from './forget-previews';
export { awaitPreview, PREVIEWS, previewStatus, type PreviewJob } from './preview-status';
