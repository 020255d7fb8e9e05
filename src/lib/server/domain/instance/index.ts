export { findContactId } from './contact';
export { forgetInstance, instanceState, type InstanceState, type Rule } from './cached-instance';
export { knownOrigin, rememberOrigin } from './origin';
export { listPeers, searchPeers } from './peers';
export { changeSetting } from './change-setting';
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
