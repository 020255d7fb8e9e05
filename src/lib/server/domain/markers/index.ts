export { findMarkers, type MarkerRow } from './find-markers';
export { moveMarkers } from './move-markers';
