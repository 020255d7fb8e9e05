export { apiShape } from './api-shape';
export { crossOrigin } from './cross-origin';
export { ownForms } from './own-forms';
export { pageLocale } from './page-locale';
export { pageViewer } from './page-viewer';
export { recordRequest } from './record-request';
export { securityHeaders } from './security-headers';
export { showError } from './show-error';
