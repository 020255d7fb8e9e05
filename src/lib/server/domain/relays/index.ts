export { followBack, settleRelay } from './answer-relay';
export { addRelay, askRelayAgain, type RelayKind } from './ask-relay';
export { removeRelay, switchRelayOff } from './leave-relay';
export { acceptedRelays, findRelay, listRelays, relayInboxes, type Relay } from './relays';
export { takeRelayed } from './take-relayed';
