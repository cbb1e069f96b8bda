/** `mdist store rollout`: gives a release to more people, or to everybody; on the App Store also one that waits to be released. */

import { type Command } from '../../grammar/command.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { changeOnGallery } from './changeOnGallery.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { countriesOf, rolloutOf } from './rolloutOptions.ts';
import { changeOnAppStore, releaseOnAppStore } from './promoteToAppStore.ts';
import { chosenStore, phaseStoreOptions, refuseForeign, refuseForeignIdentity, storeAppOptions } from './storeAccess.ts';

const fractionOption = {
  fraction: { type: 'text', placeholder: 'FRACTION', says: 'Google Play and AppGallery: share of people, such as 0.5' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

const playRollout = {
  track: { type: 'text', placeholder: 'NAME', says: 'Google Play: the track (default: production)' },
  countries: { type: 'text', placeholder: 'CODES', says: 'Google Play: countries of a rollout in production, such as DE,FR' },
  'rest-of-world': { type: 'flag', says: 'Google Play: with --countries, include all other countries' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export const storeRollout: Command = {
  path: ['store', 'rollout'],
  summary: 'Change the share of people who get a release, or release a version by hand',
  details: [
    'Google Play: a halted rollout goes on, and a draft begins. AppGallery: the share of a release by phases. App Store Connect: --complete ends a phased release, --release releases a version that waits for it.',
    'The command can be repeated: nothing is done twice.',
  ],
  options: {
    ...fractionOption,
    ...playRollout,
    complete: { type: 'flag', says: 'Everybody gets it' },
    release: { type: 'flag', says: 'App Store Connect: release the version that waits to be released by hand' },
    ...phaseStoreOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: [
    'mdist store rollout --fraction 0.5 --account play',
    'mdist store rollout --complete --track beta --key file:play.json',
    'mdist store rollout --release --account apple',
    'mdist store rollout --complete --account huawei',
  ],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    if (store === 'app-store-connect') {
      refuseForeign(input, ['fraction', ...Object.keys(playRollout)], store);
      if (input.flag('complete') === input.flag('release'))
        throw usageFailure('Either --complete or --release is needed', 'Add --complete to end a phased release, or --release');
      return await (input.flag('release') ? releaseOnAppStore(input, services) : changeOnAppStore(input, services, 'complete'));
    }
    refuseForeign(input, ['release'], store);
    refuseForeignIdentity(input, store);
    const [text, isComplete] = [input.text('fraction'), input.flag('complete')];
    if ((text === undefined) !== isComplete)
      throw usageFailure('Either --fraction or --complete is needed', 'Add --fraction 0.5, or --complete for everybody');
    const rollout = rolloutOf(text);
    if (store === 'appgallery') {
      refuseForeign(input, Object.keys(playRollout), store);
      return await changeOnGallery(input, services, rollout ?? 'complete');
    }
    const track = input.text('track') ?? 'production';
    const countries = countriesOf(input, track, rollout !== undefined);
    return await changeOnPlay(input, services, { kind: 'rollout', track, rollout: rollout ?? 'complete', countries });
  },
};
