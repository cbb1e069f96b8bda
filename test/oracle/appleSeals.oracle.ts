/**
 * What Apple's own tools signed, out of packages of npm: our verifier accepts it, finds what is truly broken for its true reason, and our
 * writer makes the same lists of sealed files, byte for byte.
 */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { encodeCodeResources, isNeverListed, parseCodeResources } from '../../src/core/formats/code-resources/codeResources.ts';
import { contentOfSource } from '../../src/core/signing/apple/fileContent.ts';
import { SealFindings } from '../../src/core/signing/apple/verify/sealFindings.ts';
import { verifyBundle } from '../../src/core/signing/apple/verify/verifyBundle.ts';
import { verifyCode } from '../../src/core/signing/apple/verify/verifyCode.ts';
import { filesOf } from '../support/sealedApps.ts';
import { corpusFolderFiles } from './support/corpus.ts';

const nativeScript = '@nativescript/core@9.1.2';
const simulator = (name: string): string => `platforms/ios/${name}.xcframework/ios-arm64_x86_64-simulator/${name}.framework`;

/** Frameworks for the simulator are signed ad hoc: nothing else may be found. */
async function check(spec: string, folder: string, expected: readonly string[]): Promise<void> {
  const files = corpusFolderFiles(spec, folder);
  ok(files.size > 3, folder);
  const content = Object.fromEntries([...files].map(([path, bytes]) => [`X.framework/${path}`, bytes]));
  const { findings, bundles } = await verifyBundle(filesOf(content), 'X.framework');
  ok(bundles[0] && bundles[0].code.slices.length === 2);
  const others = findings.filter(({ issue }) => issue.code !== 'seal-ad-hoc').map(({ issue, file }) => `${issue.code} ${file}`);
  deepStrictEqual(others, expected);
}

function checkList(spec: string, folder: string, executable: string): void {
  const files = corpusFolderFiles(spec, folder);
  const theirs = files.get('_CodeSignature/CodeResources');
  ok(theirs);
  const parsed = parseCodeResources(theirs);
  ok(!('problem' in parsed) && parsed.current);
  const digest = (algorithm: string, bytes: Uint8Array): Uint8Array => new Uint8Array(createHash(algorithm).update(bytes).digest());
  const resources = [...files]
    .filter(([path]) => !isNeverListed(path, executable))
    .map(([path, bytes]) => ({ path, sha1: digest('sha1', bytes), sha256: digest('sha256', bytes) }));
  const hasBoth = [...parsed.current.files.values()].some(({ sha1 }) => sha1);
  deepStrictEqual(Buffer.from(encodeCodeResources(resources, hasBoth)).toString(), Buffer.from(theirs).toString());
}

describe('what Apple signed', () => {
  it('is accepted, with SHA-256 and with both hashes', async () => {
    await check(nativeScript, simulator('NSCWinterTC'), []);
    await check('nativescript-ui-sidedrawer@15.2.6', simulator('TNSSideDrawer'), []);
  });

  it('is found broken where it is, for its true reason', async () => {
    await check(nativeScript, simulator('TNSWidgets'), ['seal-resource-added X.framework/Headers/NSCCrypto.h']);
  });

  it('has the lists of sealed files that we write, byte for byte', () => {
    checkList(nativeScript, simulator('NSCWinterTC'), 'NSCWinterTC');
    checkList('nativescript-ui-sidedrawer@15.2.6', simulator('TNSSideDrawer'), 'TNSSideDrawer');
  });

  it('with a certificate is accepted too, with its attributes', async () => {
    const libraries = [...corpusFolderFiles('@azure/msal-node-runtime@0.20.6', 'dist/macos')].filter(([path]) => path.endsWith('.dylib'));
    ok(libraries.length > 0);
    for (const [file, bytes] of libraries) {
      const findings = new SealFindings();
      const { slices } = await verifyCode(contentOfSource(bytesSource(bytes)), { file, wantsFileHashes: false }, findings);
      deepStrictEqual(
        findings.list.map(({ issue }) => issue.message),
        [],
      );
      ok(slices.every(({ signer }) => signer?.certificate.issuer.text.includes('Apple Worldwide Developer Relations')));
    }
  });
});
