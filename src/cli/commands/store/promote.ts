/** `mdist store promote`: puts a release of one track on another track of Google Play. */

import { parseReleaseNotes } from '../../../core/stores/releaseNotes.ts';
import { longestPlayNotes } from '../../../core/workflow/publish/publishPackage.ts';
import { readNotesFile } from '../../../core/workflow/publish/packageForStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { countriesOf, rolloutOf } from './rolloutOptions.ts';
import { playAccessOptions, storeAppOptions } from './storeAccess.ts';

export const storePromote: Command = {
  path: ['store', 'promote'],
  summary: 'Promote a release to another track of Google Play',
  details: [
    'The release with the highest version code is promoted, unless --version-code names another one. Its notes go with it, unless --notes-file has new ones.',
    'The command can be repeated: what is on the track already is not committed again.',
  ],
  options: {
    from: { type: 'text', placeholder: 'TRACK', says: 'Track that has the release (default: internal)' },
    to: { type: 'text', placeholder: 'TRACK', says: 'Track that gets it: alpha, beta, production or your own' },
    'version-code': {
      type: 'integer',
      placeholder: 'NUMBER',
      minimum: 1,
      maximum: 2_100_000_000,
      says: 'The release (default: the highest)',
    },
    rollout: { type: 'text', placeholder: 'FRACTION', says: 'Share of people who get it, such as 0.2 (default: everybody)' },
    countries: { type: 'text', placeholder: 'CODES', says: 'Countries of a rollout in production, such as DE,FR' },
    'rest-of-world': { type: 'flag', says: 'With --countries, include countries without their own list' },
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with other release notes' },
    ...playAccessOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: [
    'mdist store promote --from internal --to beta --account play',
    'mdist store promote --from beta --to production --rollout 0.1 --key file:play.json --app-identifier com.acme.hello',
  ],
  run: async (input, services) => {
    const to = input.text('to');
    if (to === undefined) throw usageFailure('--to is missing', 'Add --to TRACK, such as --to production');
    const from = input.text('from') ?? 'internal';
    if (from === to) throw usageFailure('--from and --to are the same track', 'Choose another track');
    const rollout = rolloutOf(input.text('rollout'));
    const notes = parseReleaseNotes(await readNotesFile(services.files, input.path('notes-file')), longestPlayNotes);
    return await changeOnPlay(input, services, {
      kind: 'promote',
      from,
      to,
      versionCode: input.integer('version-code'),
      rollout: rollout ?? 'complete',
      countries: countriesOf(input, to, rollout !== undefined),
      notes,
    });
  },
};
