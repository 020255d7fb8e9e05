export { sendPush, type PushOptions, type PushOutcome, type PushTarget } from './send-push';
export { readSubscriptionKeys, type SubscriptionKeys } from './subscription-keys';
export { sealToken, unsealToken } from './token-seal';
export { newVapidKeys, type VapidKeys } from './vapid';
