/** `mdist store status`: what of an app is live at a store, and with what share of people. */

import { type Command } from '../../grammar/command.ts';
import {
  bothStoreOptions,
  chosenStore,
  connectIdentity,
  readStore,
  refuseForeign,
  storeAppIdentifier,
  storeAppOptions,
} from './storeAccess.ts';
import { statusOnConnect } from './statusOnConnect.ts';
import { statusOnPlay } from './statusOnPlay.ts';

export const storeStatus: Command = {
  path: ['store', 'status'],
  summary: 'Show what of an app is live at a store',
  details: ['Google Play: the tracks with their releases, rollouts and countries. App Store Connect: builds of TestFlight and versions.'],
  options: { ...bothStoreOptions, ...storeAppOptions },
  examples: ['mdist store status --account play', 'mdist store status --key file:play.json --app-identifier com.acme.hello --json'],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    if (store === 'app-store-connect') return await statusOnConnect(input, services);
    refuseForeign(input, connectIdentity, store);
    const source = await readStore(input, services, store);
    return await statusOnPlay(source, await storeAppIdentifier(input, services, store), services);
  },
};
