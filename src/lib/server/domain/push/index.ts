export { findListener, findListeners, forgetListener, type Listener } from './find-listeners';
export {
    changeSubscription,
    findSubscription,
    subscribe,
    unsubscribe,
    type PushAddress,
    type PushPolicy,
    type PushWishes,
    type SubscriptionRow,
} from './subscribe';
export { vapidKeys } from './vapid-keys';
