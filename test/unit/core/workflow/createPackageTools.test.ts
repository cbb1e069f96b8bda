import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { type Bytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { createPackageTools } from '../../../../src/core/workflow/createPackageTools.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { MemorySink } from '../../../support/memorySink.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../../support/smallPackages.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';

const day = new Date('2026-11-21');
const { signal } = new AbortController();

async function signed(format: 'apk' | 'aab', input: Bytes): Promise<Bytes> {
  const output = new MemorySink();
  const report = () => undefined;
  const source = bytesSource(input);
  await createPackageTools(hereDigester).sign({
    source,
    format,
    output,
    identity: throwAwayIdentity({ algorithm: 'ec-p256' }),
    report,
    signal,
  });
  return output.bytes();
}

async function described(bytes: Bytes, isForStore: boolean) {
  const { facts, signature, sha256, issues } = await createPackageTools(hereDigester).describe(bytesSource(bytes), {
    now: day,
    isForStore,
    signal,
  });
  strictEqual(sha256, createHash('sha256').update(bytes).digest('hex'));
  return {
    facts,
    verified: signature.verified,
    signers: signature.signers.map(({ subject }) => subject),
    codes: issues.map(({ code }) => code),
  };
}

describe('the tools for packages', () => {
  it('sign an APK and read back what it is', async () => {
    const { facts, verified, signers, codes } = await described(await signed('apk', await smallArchive(smallApkEntries())), false);
    deepStrictEqual(
      [facts.format, facts.appIdentifier, facts.debuggable, verified, signers.length],
      ['apk', 'com.acme.small', false, true, 1],
    );
    match(signers[0] ?? '', /CN=Throw-away/);
    deepStrictEqual([typeof facts.label, facts.version, facts.versionCode, facts.minimumOs], ['string', '1.2.3', 7, '24']);
    ok(!codes.some((code) => code.startsWith('store-')), codes.join());
  });

  it('sign an app bundle and read back what it is', async () => {
    const { facts, verified, signers } = await described(await signed('aab', await smallArchive(smallBundleEntries())), true);
    deepStrictEqual([facts.format, verified, signers.length], ['aab', true, 1]);
  });

  it('look for what a store demands where it goes to one', async () => {
    const apk = await signed('apk', await smallArchive(smallApkEntries()));
    ok((await described(apk, true)).codes.includes('store-app-bundle-wanted'));
  });

  it('say that an unsigned package is not verified', async () => {
    const { facts, verified, signers } = await described(await smallArchive(smallApkEntries()), false);
    deepStrictEqual([facts.format, facts.appIdentifier, verified, signers], ['apk', 'com.acme.small', false, []]);
  });

  it('read a package of iOS, and see that its seal is broken', async () => {
    const { facts, codes, verified, signers } = await described(await smallArchive(ipaEntries({ pki: new ApplePki() })), false);
    deepStrictEqual(
      [facts.format, facts.appIdentifier, facts.version, facts.versionCode, facts.minimumOs, facts.buildType, facts.debuggable],
      ['ipa', 'com.acme.hello', '1.4.0', 12, '15.1', 'ad-hoc', false],
    );
    deepStrictEqual([verified, signers.length, codes.includes('seal-list-malformed')], [false, 1, true]);
  });

  it('say that what an engine wrote is not a package', async () => {
    const tools = createPackageTools(hereDigester);
    const options = { now: new Date('2026-11-21'), isForStore: false, signal: new AbortController().signal };
    const { facts, signature, issues } = await tools.describe(bytesSource(utf8('no zip')), options);
    deepStrictEqual([facts, signature], [{ format: 'apk' }, { verified: false, signers: [] }]);
    strictEqual(issues.at(-1)?.code, 'package-unreadable');
    ok(issues.some(({ severity }) => severity === 'error'));
  });
});
