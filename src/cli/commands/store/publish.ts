/** `mdist store publish`: brings a package to a store, or shows what that would send. */

import { storeNames, type StoreName } from '../../../core/stores/storeAccount.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { dryRunOptions, requireDryRun } from './dryRunChecks.ts';
import { elsewhereOptions, ownOptions, publishOnOther } from './publishElsewhere.ts';
import { playOptions, publishOnPlay } from './publishOnPlay.ts';
import { complianceOptions, publishOnTestFlight, testFlightOptions } from './publishOnTestFlight.ts';
import { ownStoreOptions, refuseForeign, refuseForeignIdentity, requireEndpoint } from './storeAccess.ts';

/** What each store takes of the options that not all of them have. */
const optionsOf: Readonly<Record<StoreName, readonly string[]>> = {
  'google-play': [...Object.keys(playOptions), 'notes-file'],
  'app-store-connect': ['groups', 'encryption', 'notes-file'],
  ...ownOptions,
};

const differing = [...Object.keys({ ...playOptions, ...testFlightOptions, ...complianceOptions, ...elsewhereOptions }), 'notes-file'];

export const storePublish: Command = {
  path: ['store', 'publish'],
  summary: 'Publish a package to a store',
  details: [
    'The package is checked first; what the store is known to refuse is listed before anything is sent. If the upload is interrupted, run the same command again: it continues, and never publishes twice.',
    'For Google Play, the key is the JSON key of a service account that the Play Console allows to release the app. For App Store Connect, it is the .p8 key; the package goes to groups of TestFlight.',
    'For Firebase App Distribution, the key is the JSON key of a service account. For Intune, it is the secret of an application of the directory. For AppGallery Connect, it is the secret of an API client, or its JSON file.',
    'Release notes are plain text in the main language of the app, a JSON object by language, or the tags of the Play Console: <en-US>…</en-US>.',
  ],
  operands: [{ name: 'FILE', says: 'The package: .aab, .ipa, or .apk for an app that already has APKs' }],
  options: {
    store: { type: 'choice', choices: storeNames, says: 'The store' },
    ...ownStoreOptions,
    ...playOptions,
    ...testFlightOptions,
    ...complianceOptions,
    ...elsewhereOptions,
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with the release notes' },
    'skip-checks': { type: 'flag', says: 'Publish even if the store is known to refuse something in the package' },
    ...dryRunOptions,
  },
  examples: [
    'mdist store publish app.aab --store google-play --key file:play.json --track internal --dry-run',
    'mdist store publish app.aab --store google-play --key file:play.json --track production --rollout 0.2 --notes-file notes.txt --json',
    'mdist store publish App.ipa --store app-store-connect --key file:AuthKey.p8 --key-id ABC123 --issuer UUID --groups "QA,Friends"',
    'mdist store publish app.apk --store firebase --key file:firebase.json --app-id 1:1234567890:android:0a1b2c3d --groups qa',
  ],
  run: async (input, services) => {
    const store = input.choice('store', storeNames);
    if (store === undefined) throw usageFailure('--store is missing', `Add --store with one of ${storeNames.join(', ')}`);
    refuseForeign(
      input,
      differing.filter((name) => !optionsOf[store].includes(name)),
      store,
    );
    refuseForeignIdentity(input, store);
    requireDryRun(input);
    const endpoint = input.text('endpoint');
    if (endpoint !== undefined) requireEndpoint(endpoint);
    switch (store) {
      case 'google-play':
        return await publishOnPlay(input, services);
      case 'app-store-connect':
        return await publishOnTestFlight(input, services);
      case 'intune':
      case 'appgallery':
      case 'firebase':
        return await publishOnOther(store, input, services);
    }
  },
};
