/** `mdist store status`: what of an app is live at a store, and with what share of people. */

import { storeNames } from '../../../core/stores/storeAccount.ts';
import { type Command } from '../../grammar/command.ts';
import { chosenStore, ownStoreOptions, readStore, refuseForeignIdentity, storeAppIdentifier, storeAppOptions } from './storeAccess.ts';
import { statusOnOther } from './statusElsewhere.ts';
import { statusOnConnect } from './statusOnConnect.ts';
import { statusOnPlay } from './statusOnPlay.ts';

export const storeStatus: Command = {
  path: ['store', 'status'],
  summary: 'Show what of an app is live at a store',
  details: [
    'Google Play: the tracks with their releases, rollouts and countries. App Store Connect: builds of TestFlight and versions. Intune, AppGallery and Firebase: what is there, and its state.',
  ],
  options: {
    store: { type: 'choice', choices: storeNames, says: 'The store (default: that of the account, or google-play)' },
    ...ownStoreOptions,
    ...storeAppOptions,
  },
  examples: ['mdist store status --account play', 'mdist store status --key file:play.json --app-identifier com.acme.hello --json'],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    refuseForeignIdentity(input, store);
    if (store === 'app-store-connect') return await statusOnConnect(input, services);
    const source = await readStore(input, services, store);
    // A key of Firebase names its app by the id; the identifier is shown only.
    const appIdentifier = store === 'firebase' ? (source.appId ?? '') : await storeAppIdentifier(input, services, store);
    return store === 'google-play'
      ? await statusOnPlay(source, appIdentifier, services)
      : await statusOnOther(store, source, appIdentifier, services);
  },
};
