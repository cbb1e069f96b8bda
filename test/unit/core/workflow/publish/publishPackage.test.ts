/** What Google Play is known to refuse: it is not sent, unless someone asks for that, and a dry run sends nothing at all. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type Failure } from '../../../../../src/core/base/failure.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { encodeProtoXml } from '../../../../../src/core/formats/android-proto/encodeProtoXml.ts';
import { signAppBundle } from '../../../../../src/core/signing/app-bundle/signAppBundle.ts';
import { publishPackage, type PublishRequest } from '../../../../../src/core/workflow/publish/publishPackage.ts';
import { encodeElf } from '../../../../support/elfFiles.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { element } from '../../../../support/manifestTree.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { keyFile } from '../../../../support/playPublishing.ts';
import { RecordingHttp } from '../../../../support/recordingHttp.ts';
import { smallArchive, smallBundleEntries } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity, type ThrowAwayOptions } from '../../../../support/throwAwayIdentity.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

interface Wrong {
  readonly package?: string;
  readonly versionCode?: number;
  readonly targetSdk?: number;
  readonly debuggable?: boolean;
  readonly signer?: ThrowAwayOptions;
  /** By ABI: how its library is aligned. */
  readonly libraries?: Readonly<Record<string, number>>;
}

async function bundle(wrong: Wrong): Promise<Bytes> {
  const { versionCode = 7, targetSdk = 36, debuggable = false, libraries = { 'arm64-v8a': 16_384 } } = wrong;
  const manifest = element(
    'manifest',
    { package: wrong.package ?? 'com.acme.small', 'android:versionCode': versionCode, 'android:versionName': '1.2.3' },
    [
      element('uses-sdk', { 'android:minSdkVersion': 24, 'android:targetSdkVersion': targetSdk }),
      element('application', { 'android:label': 'Small', 'android:debuggable': debuggable }),
    ],
  );
  const elf = (abi: string, alignment: number): Bytes =>
    abi.endsWith('v7a') ? encodeElf({ bits: 32, machine: 40, alignments: [alignment] }) : encodeElf({ alignments: [alignment] });
  const named = Object.entries(libraries).map(([abi, alignment]) => ({
    name: `base/lib/${abi}/libsmall.so`,
    bytes: elf(abi, alignment),
    method: 'deflated' as const,
  }));
  const entries = smallBundleEntries({
    'base/manifest/AndroidManifest.xml': { name: 'base/manifest/AndroidManifest.xml', bytes: encodeProtoXml(manifest), method: 'deflated' },
    'base/lib/arm64-v8a/libsmall.so': undefined,
    ...Object.fromEntries(named.map((entry) => [entry.name, entry])),
  });
  const output = new MemorySink();
  const identity = throwAwayIdentity({ notAfter: new Date('2060-01-01T00:00:00Z'), ...wrong.signer });
  await signAppBundle({ source: bytesSource(await smallArchive(entries)), output, identities: [identity] });
  return output.bytes();
}

const rows: readonly (readonly [IssueCode | undefined, Wrong])[] = [
  [undefined, {}],
  ['store-debuggable', { debuggable: true }],
  ['store-debug-certificate', { signer: { subject: [{ type: 'CN', value: 'Android Debug' }] } }],
  ['store-target-too-old', { targetSdk: 33 }],
  ['store-target-too-old-for-phones', { targetSdk: 22 }],
  ['store-version-code', { versionCode: 2_100_000_001 }],
  ['store-example-identifier', { package: 'com.example.small' }],
  ['store-64-bit-missing', { libraries: { 'armeabi-v7a': 4096 } }],
  ['store-library-alignment', { libraries: { 'arm64-v8a': 4096 } }],
  ['store-weak-key', { signer: { algorithm: 'rsa-1024' } }],
  ['store-certificate-ends-early', { signer: { notAfter: new Date('2030-01-01T00:00:00Z') } }],
];

async function publish(bytes: Bytes | string, more: Partial<PublishRequest>) {
  const http = new RecordingHttp([]);
  const world = { ...workflowWorld(new MemoryFiles({ '/app/app.aab': bytes })), http, digester: hereDigester };
  const request: PublishRequest = {
    path: '/app/app.aab',
    key: new Secret(keyFile()),
    track: 'internal',
    rollout: undefined,
    isDraft: false,
    priority: undefined,
    countries: undefined,
    mappingPath: undefined,
    nativeSymbolsPath: undefined,
    notesPath: undefined,
    endpoint: 'https://play.test',
    isDryRun: true,
    skipsChecks: false,
    ...more,
  };
  return { http, run: async () => await publishPackage(world, request) };
}

describe('a package for Google Play', () => {
  for (const [code, wrong] of rows)
    it(code === undefined ? 'is planned when nothing is wrong with it' : `is refused before it is sent: ${code}`, async () => {
      const bytes = await bundle(wrong);
      const dry = await publish(bytes, {});
      const outcome = await dry.run();
      deepStrictEqual([outcome.state, outcome.isRefused, dry.http.requests], ['planned', code !== undefined, []]);
      ok(outcome.requests.length > 5);
      if (code === undefined) return;
      ok(outcome.issues.some((issue) => issue.code === code && issue.place?.file === '/app/app.aab'));
      const real = await publish(bytes, { isDryRun: false });
      await rejects(real.run(), (error: Failure) => {
        const issue = error.issues.find((each) => each.code === code);
        deepStrictEqual([error.code, error.message.includes(issue?.message ?? '?')], ['store-package-refused', true], error.message);
        return true;
      });
      deepStrictEqual(real.http.requests, []);
      // A person who knows better can send it all the same.
      strictEqual((await (await publish(bytes, { skipsChecks: true })).run()).isRefused, false);
      const forced = await publish(bytes, { skipsChecks: true, isDryRun: false });
      await rejects(forced.run(), /no answer for POST/);
    });

  it('lists every problem in the one refusal', async () => {
    const { run } = await publish(await bundle({ debuggable: true, versionCode: 2_100_000_001 }), { isDryRun: false });
    await rejects(run(), ({ message, issues }: Failure) => {
      const found = issues.filter(({ code }) => code === 'store-debuggable' || code === 'store-version-code').map((issue) => issue.message);
      deepStrictEqual([found.length, found.every((each) => message.includes(each)), message.includes('; ')], [2, true, true], message);
      return true;
    });
  });

  it('is a package at all', async () => {
    const { run, http } = await publish('nothing', { isDryRun: false });
    await rejects(
      run(),
      (error: Failure) => error.code === 'store-package-refused' && /not a complete Android package/.test(error.message),
    );
    deepStrictEqual(http.requests, []);
  });
});
