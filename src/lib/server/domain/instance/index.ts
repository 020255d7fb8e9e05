export { changeBranding } from './change-branding';
export { findContactId } from './contact';
export { forgetInstance, instanceState, type InstanceState, type Rule } from './cached-instance';
export { knownOrigin, rememberOrigin } from './origin';
export { listPeers, searchPeers } from './peers';
export {
    BRAND_PICTURES,
    isBrandPicture,
    removeBrandPicture,
    setBrandPicture,
    type Branding,
    type BrandPicture,
} from './branding';
export { acceptedValue, changeSetting } from './change-setting';
export {
    INSTANCE_SETTINGS,
    isSettingName,
    readAllowance,
    readSettings,
    type InstanceSettings,
    type SettingName,
} from './settings';
export { statistics, type Statistics } from './statistics';
export { weeklyActivity, type Week } from './weekly-activity';
