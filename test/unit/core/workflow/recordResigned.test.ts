/** The line of the ledger for a package that was signed again: what is read from it, what comes from its parent, and how that is found. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { readOwnOutputs } from '../../../../src/core/versions/ownOutputs.ts';
import { findRecordedPackage, recordResigned } from '../../../../src/core/workflow/recordResigned.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { ipaEntries, type IpaSketch } from '../../../support/ipaFiles.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { smallArchive } from '../../../support/smallPackages.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const sha256 = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');
const ipa = async (sketch: Partial<IpaSketch> = {}): Promise<Bytes> => await smallArchive(ipaEntries({ pki, leaf, ...sketch }));
const ledger = '/app/.mobile-distribution/packages.jsonl';
const parent = packageRecord({
  id: 'feed',
  platform: 'ios',
  buildType: 'in-house',
  name: 'Old',
  appIdentifier: 'old',
  version: '0',
  versionCode: 1,
});

async function recorded(bytes: Bytes, more: Partial<PackageRecord> = {}, path = '/app/out/new.ipa'): Promise<Partial<PackageRecord>> {
  const files = new MemoryFiles({ [path]: bytes });
  const world = workflowWorld(files, { digester: hereDigester });
  const record = await recordResigned(world, { appFolder: '/app', record: { ...parent, ...more } }, { path, author: 'Grace' });
  // Where it is outside of the app, only this user's own files can say so.
  deepStrictEqual([...(await readOwnOutputs(world))], path.startsWith('/app/') ? [] : [[record.id, path]]);
  deepStrictEqual(JSON.parse(files.text(ledger) ?? ''), record);
  return record;
}

describe('the record of a package that was signed again', () => {
  it('says what is read from the package, and of which one it was made', async () => {
    const bytes = await ipa();
    const { id, createdAt, ...record } = await recorded(bytes);
    ok(id && createdAt && id !== parent.id);
    deepStrictEqual(record, {
      schema: 1,
      parent: 'feed',
      platform: 'ios',
      buildType: 'ad-hoc',
      format: 'ipa',
      name: 'Hello Web',
      appIdentifier: 'com.acme.hello',
      version: '1.4.0',
      versionCode: 12,
      engine: 'web',
      engineVersion: '1',
      minimumOs: '15.1',
      createdBy: 'Grace',
      signerSha256: sha256(leaf.certificates[0]),
      sha256: sha256(bytes),
      sizeBytes: bytes.length,
      path: 'out/new.ipa',
    });
  });

  it('takes from its parent what the package does not say', async () => {
    const unsaid = ['CFBundleIdentifier', 'CFBundleDisplayName', 'CFBundleName', 'CFBundleShortVersionString', 'CFBundleVersion'];
    const info = Object.fromEntries([...unsaid, 'MinimumOSVersion'].map((key) => [key, undefined]));
    const record = await recorded(await ipa({ info, change: { 'embedded.mobileprovision': undefined } }));
    const { name, appIdentifier, version, versionCode, buildType } = record;
    deepStrictEqual([name, appIdentifier, version, versionCode, buildType], ['Old', 'old', '0', 1, 'in-house']);
    strictEqual('minimumOs' in record, false);
  });

  it('keeps what is known of the code of its parent, and nothing that is not', async () => {
    const known = { variant: 'free', tools: { xcode: '26.1' }, commit: 'c0ffee', hasUncommittedChanges: false };
    const bytes = await ipa();
    const { variant, tools, commit, hasUncommittedChanges } = await recorded(bytes, known);
    deepStrictEqual({ variant, tools, commit, hasUncommittedChanges }, known);
    const record = await recorded(bytes);
    deepStrictEqual(
      Object.keys(known).filter((key) => key in record),
      [],
    );
  });

  it('has the whole path of a package outside the app', async () => {
    strictEqual((await recorded(await ipa(), {}, '/elsewhere/new.ipa')).path, '/elsewhere/new.ipa');
  });

  it('is not made of a file that is no package', async () => {
    await rejects(recorded(utf8('text')), (error) => isFailure(error, 'package-file-changed'));
  });
});

describe('the package that is signed again', () => {
  const line = ({ id = '', ...record }: Partial<PackageRecord>): string =>
    `${JSON.stringify(packageRecord({ id: id.padStart(16, '0'), platform: 'ios', ...record }))}\n`;

  async function found(files: Readonly<Record<string, string | Bytes>>, path: string): Promise<readonly (string | undefined)[]> {
    const world = workflowWorld(new MemoryFiles(files), { digester: hereDigester });
    const known = await findRecordedPackage(world, path);
    return [known?.appFolder, known?.record.id.replace(/^0+/, '')];
  }

  it('is the newest line of an app above it that has its content', async () => {
    const bytes = await ipa();
    const own = { sha256: sha256(bytes) };
    const path = '/app/.mobile-distribution/packages/old.ipa';
    const of = async (...lines: readonly Partial<PackageRecord>[]) =>
      await found({ [path]: bytes, [ledger]: lines.map(line).join('') }, path);
    deepStrictEqual(await of({ id: 'a', ...own }, { id: 'b', ...own }, { id: 'c' }), ['/app', 'b']);
    deepStrictEqual(await of({ id: 'a' }, { id: 'b', ...own, platform: 'android' }), [undefined, undefined]);
  });

  it('may be one of an app further out, eight folders at most', async () => {
    const bytes = await ipa();
    const inner = { '/app/a/.mobile-distribution/packages.jsonl': line({ id: 'd' }) };
    const at = async (path: string) => await found({ [path]: bytes, [ledger]: line({ id: 'e', sha256: sha256(bytes) }), ...inner }, path);
    deepStrictEqual(await at('/app/a/b/old.ipa'), ['/app', 'e']);
    deepStrictEqual(await at('/app/a/b/c/d/e/f/g/old.ipa'), ['/app', 'e']);
    deepStrictEqual(await at('/app/a/b/c/d/e/f/g/h/old.ipa'), [undefined, undefined]);
    deepStrictEqual(await at('/other/old.ipa'), [undefined, undefined]);
  });

  it('is none for a folder, which no line is about', async () => {
    deepStrictEqual(await found({ '/app/Hello.app/Info.plist': 'x', [ledger]: line({ id: 'e' }) }, '/app/Hello.app'), [
      undefined,
      undefined,
    ]);
  });
});
