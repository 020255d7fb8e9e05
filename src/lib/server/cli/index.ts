import { accountsCreate } from './accounts-create';
import { accountsDelete } from './accounts-delete';
import { accountsList } from './accounts-list';
import { accountsModify } from './accounts-modify';
import { accountsResetTwoFactor } from './accounts-reset-two-factor';
import { accountsRotateKeys } from './accounts-rotate-keys';
import { accountsShow } from './accounts-show';
import { announce, announceChange, announceList, announceRemove } from './announce';
import { brandingRemove, brandingSet } from './branding';
import { doctor } from './doctor';
import { domainsAllow, domainsForget, domainsLimit, domainsList } from './domains';
import { emojiAdd } from './emoji-add';
import { emojiExport } from './emoji-export';
import { emojiImport } from './emoji-import';
import { emojiList } from './emoji-list';
import { emojiRemove } from './emoji-remove';
import { federationFailures, federationHosts, federationRetry, federationStatusCommand } from './federation';
import { mailList } from './mail-list';
import { mediaCheck, mediaClean, mediaMigrate } from './media';
import { mediaUsageCommand } from './media-usage';
import { relaysAdd, relaysList, relaysOff, relaysOn, relaysRemove } from './relays';
import { settingsGet } from './settings-get';
import { settingsSet } from './settings-set';
import { tokensCreate } from './tokens-create';
import type { Command } from './command';

export { runCommand, type ExitCode, type Terminal } from './run';

/** Every command of the operator, in the order they are listed. */
export const commands: readonly Command[] = [
    accountsCreate,
    accountsList,
    accountsShow,
    accountsModify,
    accountsResetTwoFactor,
    accountsRotateKeys,
    accountsDelete,
    tokensCreate,
    emojiAdd,
    emojiImport,
    emojiExport,
    emojiList,
    emojiRemove,
    domainsLimit,
    domainsAllow,
    domainsForget,
    domainsList,
    federationStatusCommand,
    federationHosts,
    federationFailures,
    federationRetry,
    relaysAdd,
    relaysList,
    relaysOn,
    relaysOff,
    relaysRemove,
    mailList,
    mediaMigrate,
    mediaCheck,
    mediaClean,
    mediaUsageCommand,
    settingsGet,
    settingsSet,
    brandingSet,
    brandingRemove,
    // The longer names first: the first that fits is run.
    announceList,
    announceChange,
    announceRemove,
    announce,
    doctor,
];
