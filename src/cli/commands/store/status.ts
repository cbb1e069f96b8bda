/** `mdist store status`: what of an app is on the tracks of Google Play, and with what share of people. */

import { type Command } from '../../grammar/command.ts';
import { playAccessOptions, readStore, storeAppIdentifier, storeAppOptions } from './storeAccess.ts';
import { statusOnPlay } from './statusOnPlay.ts';

export const storeStatus: Command = {
  path: ['store', 'status'],
  summary: 'Show what of an app is on the tracks of Google Play',
  options: { ...playAccessOptions, ...storeAppOptions },
  examples: ['mdist store status --account play', 'mdist store status --key file:play.json --app-identifier com.acme.hello --json'],
  run: async (input, services) => {
    const source = await readStore(input, services, 'google-play');
    return await statusOnPlay(source, await storeAppIdentifier(input, services, source.store), services);
  },
};
