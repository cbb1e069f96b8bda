/** `mdist store halt`: stops a rollout, or lets it go on. */

import { type Command } from '../../grammar/command.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { playAccessOptions, storeAppOptions } from './storeAccess.ts';

export const storeHalt: Command = {
  path: ['store', 'halt'],
  summary: 'Halt a rollout on Google Play, or resume it',
  details: ['People who have the release keep it; no one else gets it. The command can be repeated.'],
  options: {
    track: { type: 'text', placeholder: 'NAME', says: 'The track (default: production)' },
    resume: { type: 'flag', says: 'Let a halted rollout go on at the share it had' },
    ...playAccessOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: ['mdist store halt --account play', 'mdist store halt --resume --account play --track beta'],
  run: async (input, services) =>
    changeOnPlay(input, services, { kind: input.flag('resume') ? 'resume' : 'halt', track: input.text('track') ?? 'production' }),
};
