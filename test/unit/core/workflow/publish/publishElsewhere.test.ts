/** What Intune, AppGallery and Firebase are given, and what is refused before anything is sent. */

import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type Failure } from '../../../../../src/core/base/failure.ts';
import { type ProgressUpdate } from '../../../../../src/core/base/progress.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type StoreSource } from '../../../../../src/core/workflow/stores/openStore.ts';
import {
  otherStores,
  publishElsewhere,
  targetNamed,
  type ElsewhereRequest,
  type OtherStore,
} from '../../../../../src/core/workflow/publish/publishElsewhere.ts';
import { NodeHttpClient } from '../../../../../src/node/http/nodeHttpClient.ts';
import { startAppGallery } from '../../../../stand-ins/appgallery/appGallery.ts';
import { signStoreIpa } from '../../../../support/connectPublishing.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { keyFile, packageName, publishableBundle } from '../../../../support/playPublishing.ts';
import { RecordingHttp } from '../../../../support/recordingHttp.ts';
import { signBytes } from '../../../../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const endpoint = 'https://store.test';
const sources: Readonly<Record<OtherStore, StoreSource>> = {
  firebase: { store: 'firebase', key: new Secret(keyFile()), endpoint, appId: '1:1234567890:android:0a1b2c3d' },
  intune: { store: 'intune', key: new Secret('marker'), endpoint, tenant: 'acme.test', clientId: 'c1' },
  appgallery: { store: 'appgallery', key: new Secret('marker'), endpoint, clientId: 'c1' },
};

const once = (make: () => Promise<Bytes>): (() => Promise<Bytes>) => {
  let made: Promise<Bytes> | undefined;
  return () => (made ??= make());
};
const unsigned = once(() => smallArchive(smallApkEntries()));
const packages = {
  'an APK': once(async () => await signBytes(await unsigned())),
  'an app bundle': publishableBundle,
  'an iOS package for registered devices': once(() => signStoreIpa('ad-hoc')),
  'an iOS package for the App Store': once(() => signStoreIpa('app-store')),
  'an APK without a signature': unsigned,
  'half an APK': async () => (await unsigned()).subarray(0, 900),
} as const;
type PackageName = keyof typeof packages;

async function publish(store: OtherStore, name: PackageName, more: Partial<ElsewhereRequest> = {}) {
  const http = new RecordingHttp([]);
  const files = new MemoryFiles({ '/app/package': await packages[name]() });
  const world = { ...workflowWorld(files), http, digester: hereDigester };
  const target = store === 'intune' ? { ...targetNamed(store, []), texts: { publisher: 'Acme' } } : targetNamed(store, []);
  const request = {
    path: '/app/package',
    source: sources[store],
    target,
    notesPath: undefined,
    isDryRun: true,
    skipsChecks: false,
    ...more,
  };
  return { http, files, run: async () => await publishElsewhere(world, request) };
}

const profileOfStore = 'its provisioning profile is for the App Store, so devices refuse it';
const [format, incomplete] = ['store-format-refused', 'it is not a complete package'];

/** What each store takes: `ok`, or the code or the words of the refusal. */
const rows: readonly (readonly [PackageName, Readonly<Record<OtherStore, string>>])[] = [
  ['an APK', { firebase: 'ok', appgallery: 'ok', intune: 'ok' }],
  ['an app bundle', { firebase: 'ok', appgallery: 'ok', intune: format }],
  // The seal of the tests is by an authority that no device knows.
  ['an iOS package for registered devices', { firebase: 'Lab Root CA', appgallery: format, intune: 'Lab Root CA' }],
  ['an iOS package for the App Store', { firebase: profileOfStore, appgallery: format, intune: profileOfStore }],
  [
    'an APK without a signature',
    { firebase: 'The package is not signed', appgallery: 'The package is not signed', intune: 'The package is not signed' },
  ],
  ['half an APK', { firebase: incomplete, appgallery: incomplete, intune: incomplete }],
];

describe('a package for Intune, AppGallery or Firebase', () => {
  it('shows how far it is: checked, sent, done', async () => {
    const gallery = await startAppGallery({ apps: [{ appId: '100', packageName }] });
    const http = new NodeHttpClient({ wait: async () => {} });
    const seen: ProgressUpdate[] = [];
    const files = new MemoryFiles({ '/app/app.aab': await publishableBundle() });
    const { id, secret } = gallery.client;
    const published = await publishElsewhere(
      { ...workflowWorld(files), http, digester: hereDigester, clock: { now: () => new Date() } },
      {
        path: '/app/app.aab',
        source: { store: 'appgallery', key: new Secret(secret), clientId: id, endpoint: gallery.url },
        target: targetNamed('appgallery', []),
        notesPath: undefined,
        isDryRun: false,
        skipsChecks: false,
        report: (update) => void seen.push(update),
      },
    );
    http.dispose();
    await gallery.close();
    deepStrictEqual([published.state, published.isContinued, published.isRefused], ['in-review', false, false]);
    const fractions = seen.map(({ fraction }) => fraction);
    deepStrictEqual(
      fractions,
      fractions.toSorted((one, other) => one - other),
    );
    deepStrictEqual([...new Set(seen.map(({ step }) => step))], ['checking', 'uploading', 'done']);
    const sent = seen.filter(({ step }) => step === 'uploading').map(({ fraction }) => fraction);
    ok(sent.every((fraction) => fraction >= 0.1 && fraction <= 0.9));
    deepStrictEqual([fractions[0], sent.at(-1), seen.at(-1)], [0, 0.9, { step: 'done', fraction: 1 }]);
  });

  for (const [name, expected] of rows)
    for (const store of otherStores)
      it(`${name} for ${store}: ${expected[store]}`, async () => {
        const wanted = expected[store];
        const dry = await publish(store, name);
        const outcome = await dry.run().catch((error: Failure) => error);
        const real = await publish(store, name, { isDryRun: false });
        if (wanted === 'ok') {
          ok('state' in outcome);
          const { state, isContinued, url, isRefused, requests } = outcome;
          deepStrictEqual([state, isContinued, url, isRefused, requests.length > 1], ['planned', false, null, false, true]);
          // What only Google Play demands is no matter here.
          ok(!outcome.issues.some(({ code }) => code === 'store-app-bundle-wanted' || code === 'store-target-too-old'));
          await rejects(real.run(), /no answer for POST/);
          return;
        }
        if ('state' in outcome) {
          deepStrictEqual([outcome.state, outcome.isRefused], ['planned', true]);
          deepStrictEqual((await (await publish(store, name, { skipsChecks: true })).run()).isRefused, false);
          await rejects((await publish(store, name, { skipsChecks: true, isDryRun: false })).run(), /no answer for POST/);
        }
        await rejects(real.run(), ({ code, message, issues }: Failure) => {
          ok(code === wanted || (code === 'store-package-refused' && message.includes(wanted)), `${code}: ${message}`);
          // Problems alone are named, and each of them.
          for (const { severity, message: problem } of code === 'store-package-refused' && wanted !== incomplete ? issues : [])
            deepStrictEqual([problem, message.includes(problem)], [problem, severity === 'error']);
          return true;
        });
        deepStrictEqual([dry.http.requests, real.http.requests, dry.files.unfinished, real.files.unfinished], [[], [], [], []]);
      });
});
