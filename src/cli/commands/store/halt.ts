/** `mdist store halt`: stops a rollout, or lets it go on. */

import { type Command } from '../../grammar/command.ts';
import { changeOnGallery } from './changeOnGallery.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { changeOnAppStore } from './promoteToAppStore.ts';
import { chosenStore, phaseStoreOptions, refuseForeign, refuseForeignIdentity, storeAppOptions } from './storeAccess.ts';

export const storeHalt: Command = {
  path: ['store', 'halt'],
  summary: 'Halt a rollout or a phased release, or resume it',
  details: ['People who have the release keep it; no one else gets it. The command can be repeated.'],
  options: {
    track: { type: 'text', placeholder: 'NAME', says: 'Google Play: the track (default: production)' },
    resume: { type: 'flag', says: 'Let a halted rollout go on at the share it had' },
    ...phaseStoreOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: [
    'mdist store halt --account play',
    'mdist store halt --resume --account play --track beta',
    'mdist store halt --account apple',
    'mdist store halt --account huawei',
  ],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    const isResumed = input.flag('resume');
    if (store === 'app-store-connect') {
      refuseForeign(input, ['track'], store);
      return await changeOnAppStore(input, services, isResumed ? 'resume' : 'pause');
    }
    refuseForeignIdentity(input, store);
    if (store === 'appgallery') {
      refuseForeign(input, ['track'], store);
      return await changeOnGallery(input, services, isResumed ? 'resume' : 'halt');
    }
    return await changeOnPlay(input, services, { kind: isResumed ? 'resume' : 'halt', track: input.text('track') ?? 'production' });
  },
};
