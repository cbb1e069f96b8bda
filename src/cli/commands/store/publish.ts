/** `mdist store publish`: brings a package to a store, or shows what that would send. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { playOptions, publishOnPlay } from './publishOnPlay.ts';
import { publishOnTestFlight, testFlightOptions } from './publishOnTestFlight.ts';
import { connectIdentity, ownStoreOptions, refuseForeign, requireEndpoint } from './storeAccess.ts';

const stores = ['google-play', 'app-store-connect'] as const;

const connectOnly = [...Object.keys(testFlightOptions), ...connectIdentity];

export const storePublish: Command = {
  path: ['store', 'publish'],
  summary: 'Publish a package to a store',
  details: [
    'The package is checked first; what the store is known to refuse is listed before anything is sent. If the upload is interrupted, run the same command again: it continues, and never publishes twice.',
    'For Google Play, the key is the JSON key of a service account that the Play Console allows to release the app. For App Store Connect, it is the .p8 key; the package goes to groups of TestFlight.',
    'Release notes are plain text in the main language of the app, a JSON object by language, or the tags of the Play Console: <en-US>…</en-US>.',
  ],
  operands: [{ name: 'FILE', says: 'The package: .aab, .ipa, or .apk for an app that already has APKs' }],
  options: {
    store: { type: 'choice', choices: stores, says: 'The store' },
    ...ownStoreOptions,
    ...playOptions,
    ...testFlightOptions,
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with the release notes' },
    'skip-checks': { type: 'flag', says: 'Publish even if the store is known to refuse something in the package' },
    'dry-run': { type: 'flag', says: 'Send nothing; list the requests that would be sent' },
  },
  examples: [
    'mdist store publish app.aab --store google-play --key file:play.json --track internal --dry-run',
    'mdist store publish app.aab --store google-play --key file:play.json --track production --rollout 0.2 --notes-file notes.txt --json',
    'mdist store publish App.ipa --store app-store-connect --key file:AuthKey.p8 --key-id ABC123 --issuer UUID --groups "QA,Friends"',
  ],
  run: async (input, services) => {
    const store = input.choice('store', stores);
    if (store === undefined) throw usageFailure('--store is missing', `Add --store ${stores.join(' or --store ')}`);
    refuseForeign(input, store === 'google-play' ? connectOnly : Object.keys(playOptions), store);
    const endpoint = input.text('endpoint');
    if (endpoint !== undefined) requireEndpoint(endpoint);
    return store === 'google-play' ? await publishOnPlay(input, services) : await publishOnTestFlight(input, services);
  },
};
