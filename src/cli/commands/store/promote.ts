/** `mdist store promote`: a release to another track of Google Play, or a build of TestFlight to the App Store. */

import { parseReleaseNotes } from '../../../core/stores/releaseNotes.ts';
import { longestPlayNotes } from '../../../core/workflow/publish/publishPackage.ts';
import { readNotesFile } from '../../../core/workflow/publish/packageForStore.ts';
import { type Command } from '../../grammar/command.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { changeOnPlay, dryRunOption } from './changeOnPlay.ts';
import { countriesOf, rolloutOf } from './rolloutOptions.ts';
import { appStorePromotion, promoteToAppStore } from './promoteToAppStore.ts';
import { bothStoreOptions, chosenStore, connectIdentity, refuseForeign, storeAppOptions } from './storeAccess.ts';

const playPromotion = {
  from: { type: 'text', placeholder: 'TRACK', says: 'Google Play: track that has the release (default: internal)' },
  to: { type: 'text', placeholder: 'TRACK', says: 'Google Play: track that gets it: alpha, beta, production or your own' },
  'version-code': {
    type: 'integer',
    placeholder: 'NUMBER',
    minimum: 1,
    maximum: 2_100_000_000,
    says: 'Google Play: the release (default: the highest)',
  },
  rollout: { type: 'text', placeholder: 'FRACTION', says: 'Google Play: share of people who get it, such as 0.2 (default: everybody)' },
  countries: { type: 'text', placeholder: 'CODES', says: 'Google Play: countries of a rollout in production, such as DE,FR' },
  'rest-of-world': { type: 'flag', says: 'Google Play: with --countries, include all other countries' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export const storePromote: Command = {
  path: ['store', 'promote'],
  summary: 'Promote a release to another track, or a TestFlight build to the App Store',
  details: [
    'Google Play: the release with the highest version code is promoted, unless --version-code names another one. Its notes go with it, unless --notes-file has new ones.',
    'App Store Connect: the version is created or changed, gets the build and the notes, and is submitted for review. Screenshots and descriptions must be there. A rejected submission is submitted again; --withdraw takes one that waits out of review.',
    'The command can be repeated: what is done already is not done again.',
  ],
  options: {
    ...playPromotion,
    ...appStorePromotion,
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with other release notes' },
    ...bothStoreOptions,
    ...storeAppOptions,
    ...dryRunOption,
  },
  examples: [
    'mdist store promote --from internal --to beta --account play',
    'mdist store promote --from beta --to production --rollout 0.1 --key file:play.json --app-identifier com.acme.hello',
    'mdist store promote --app-version 1.2 --build 43 --notes-file notes.txt --phased --account apple',
    'mdist store promote --withdraw --account apple',
  ],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    refuseForeign(input, Object.keys(store === 'google-play' ? appStorePromotion : playPromotion), store);
    if (store === 'app-store-connect') return await promoteToAppStore(input, services);
    refuseForeign(input, connectIdentity, store);
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
