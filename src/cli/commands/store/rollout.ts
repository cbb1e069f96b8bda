/** `mdist store rollout`: gives a release to more people, or to everybody. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { countriesOf, rolloutOf } from './rolloutOptions.ts';
import { playAccessOptions, storeAppOptions } from './storeAccess.ts';

export const storeRollout: Command = {
  path: ['store', 'rollout'],
  summary: 'Change the share of people who get a release on Google Play',
  details: ['A halted rollout goes on, and a draft begins. The command can be repeated: nothing is committed twice.'],
  options: {
    track: { type: 'text', placeholder: 'NAME', says: 'The track (default: production)' },
    fraction: { type: 'text', placeholder: 'FRACTION', says: 'Share of people, such as 0.5' },
    complete: { type: 'flag', says: 'Everybody gets it' },
    countries: { type: 'text', placeholder: 'CODES', says: 'Countries of a rollout in production, such as DE,FR' },
    'rest-of-world': { type: 'flag', says: 'With --countries, include countries without their own list' },
    ...playAccessOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: ['mdist store rollout --fraction 0.5 --account play', 'mdist store rollout --complete --track beta --key file:play.json'],
  run: async (input, services) => {
    const [text, isComplete] = [input.text('fraction'), input.flag('complete')];
    if ((text === undefined) !== isComplete)
      throw usageFailure('Either --fraction or --complete is needed', 'Add --fraction 0.5, or --complete for everybody');
    const track = input.text('track') ?? 'production';
    const rollout = rolloutOf(text);
    const countries = countriesOf(input, track, rollout !== undefined);
    return await changeOnPlay(input, services, { kind: 'rollout', track, rollout: rollout ?? 'complete', countries });
  },
};
