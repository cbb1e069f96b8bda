/** What sealing does with each kind of file of an app: what it signs, under which name, what it lists, and what it refuses. */

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { parseCodeResources, type SealedResource } from '../../../../../src/core/formats/code-resources/codeResources.ts';
import { inspectCodeSignature, type CodeSignature } from '../../../../../src/core/formats/code-signature/inspectCodeSignature.ts';
import { inspectMachO } from '../../../../../src/core/formats/mach-o/inspectMachO.ts';
import { createPlist, plistEntry, plistString, type PlainPlist } from '../../../../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../../../src/core/formats/plist/xmlPlist.ts';
import { findBundle } from '../../../../../src/core/signing/apple/bundle/bundleTree.ts';
import { sealApp, type SealedApp, type SealRequest } from '../../../../../src/core/signing/apple/bundle/sealApp.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { encodeFat, x86_64 } from '../../../../support/machOFiles.ts';
import {
  appContent,
  appRoot,
  applySeal,
  entitlementsOf,
  extensionRoot,
  filesOf,
  frameworkRoot,
  signerOf,
  type AppContent,
} from '../../../../support/sealedApps.ts';
import { signableMachO } from '../../../../support/signableMachO.ts';

const signer = signerOf(new ApplePki());
const library = `${appRoot}/Frameworks/libloose.1.dylib`;
const listPath = '_CodeSignature/CodeResources';

async function seal(content: AppContent, more: Partial<SealRequest> = {}): Promise<SealedApp> {
  const files = filesOf(content);
  const app = await findBundle(files, appRoot);
  assert.ok(app);
  return await sealApp({ files, app, signer, programs: new Map(), ...more });
}

async function sealWhole(content: AppContent, more: Partial<SealRequest> = {}): Promise<AppContent> {
  const sealed = await seal(content, more);
  assert.deepEqual(sealed.issues, []);
  return await applySeal(content, sealed);
}

function bytesOf(content: AppContent, path: string): Bytes {
  const bytes = content[path];
  assert.ok(bytes instanceof Uint8Array, path);
  return bytes;
}

/** Of thin code. */
function signatureOf(content: AppContent, path: string): CodeSignature {
  const bytes = bytesOf(content, path);
  const { offset = 0, length = 0 } = inspectMachO(bytes).file?.codeSignature ?? {};
  const { signature } = inspectCodeSignature(bytes.subarray(offset, offset + length));
  assert.ok(signature, path);
  return signature;
}

const identifierOf = (content: AppContent, path: string): string => signatureOf(content, path).codeDirectories[0].identifier;

function listOf(content: AppContent, bundle: string): ReadonlyMap<string, SealedResource> {
  const parsed = parseCodeResources(bytesOf(content, `${bundle}/${listPath}`));
  assert.ok('current' in parsed && parsed.current);
  return parsed.current.files;
}

const digest = (algorithm: 'sha1' | 'sha256', bytes: Bytes): Bytes => new Uint8Array(hash(algorithm, bytes, 'buffer'));

function plist(values: Readonly<Record<string, PlainPlist>>): Bytes {
  return utf8(encodeXmlPlist(createPlist(values)));
}

/** The issues, each with its file below the app. */
const placed = ({ issues }: SealedApp): readonly string[] =>
  issues.map(({ code, place }) => `${code} ${place?.entry?.slice(appRoot.length + 1)}`).toSorted();

describe('the list of a sealed bundle', () => {
  it('names everything below it once, with what was signed in it, and not its own executable', async () => {
    const content = await sealWhole(appContent(), { programs: new Map([[extensionRoot, { profile: utf8('profile') }]]) });
    assert.deepEqual([...listOf(content, appRoot).keys()].toSorted(), [
      'Base.lproj/Main.strings',
      'Frameworks/Core.framework/Core',
      'Frameworks/Core.framework/Info.plist',
      `Frameworks/Core.framework/${listPath}`,
      'Frameworks/libloose.1.dylib',
      'PlugIns/Share.appex/Info.plist',
      'PlugIns/Share.appex/Share',
      `PlugIns/Share.appex/${listPath}`,
      'PlugIns/Share.appex/embedded.mobileprovision',
      'en.lproj/InfoPlist.strings',
      'latest.html',
      'www/index.html',
    ]);
    assert.deepEqual([...listOf(content, extensionRoot).keys()], ['embedded.mobileprovision']);
    for (const [path, { sha256, symlink }] of listOf(content, appRoot))
      if (symlink === undefined) assert.deepEqual(sha256, digest('sha256', bytesOf(content, `${appRoot}/${path}`)), path);
    assert.equal(listOf(content, appRoot).get('latest.html')?.symlink, 'www/index.html');
  });

  it('has both hashes where one slice of the code runs on systems that read SHA-1', async () => {
    const [current, old] = [signableMachO(), signableMachO({ cpu: x86_64, minos: 9 })];
    const index = bytesOf(appContent(), `${appRoot}/www/index.html`);
    const sha1Of = async (code: Bytes): Promise<Bytes | undefined> =>
      listOf(await sealWhole({ ...appContent(), [`${appRoot}/Hello`]: code }), appRoot).get('www/index.html')?.sha1;
    const both = digest('sha1', index);
    assert.deepEqual(await Promise.all([current, signableMachO({ minos: 9 }), encodeFat([current, old])].map(sha1Of)), [
      undefined,
      both,
      both,
    ]);
  });

  it('has the profile as a file where a link was in its place, and its link stays no link', async () => {
    const path = `${appRoot}/embedded.mobileprovision`;
    const profile = utf8('profile');
    const content = await sealWhole({ ...appContent(), [path]: 'www/index.html' }, { programs: new Map([[appRoot, { profile }]]) });
    assert.deepEqual(content[path], profile);
    assert.deepEqual(listOf(content, appRoot).get('embedded.mobileprovision'), {
      sha256: digest('sha256', profile),
      isOptional: false,
    });
  });

  it('replaces what another signer left, which is removed from every bundle, and nothing else', async () => {
    const old = {
      ...appContent(),
      [`${appRoot}/_CodeSignature/CodeDirectory`]: utf8('old'),
      [`${appRoot}/${listPath}`]: utf8('old'),
      [`${extensionRoot}/_CodeSignature/CodeSignature`]: utf8('old'),
      [`${appRoot}/_CodeSignatures/kept.txt`]: utf8('kept'),
    };
    const { removed, files } = await seal(old);
    assert.deepEqual([...removed].toSorted(), [`${extensionRoot}/_CodeSignature/CodeSignature`, `${appRoot}/_CodeSignature/CodeDirectory`]);
    assert.ok(files.has(`${appRoot}/${listPath}`));
  });
});

describe('what is signed in an app', () => {
  it('is called as its Info.plist says, beside it or inside it, else by the name of its file', async () => {
    const content = await sealWhole({
      ...appContent(),
      [`${frameworkRoot}/Info.plist`]: plist({ CFBundleExecutable: 'libCore.2.dylib' }),
      [`${frameworkRoot}/libCore.2.dylib`]: signableMachO({ filetype: 6, seed: 2 }),
      [`${appRoot}/Frameworks/named.dylib`]: signableMachO({ filetype: 6, info: plist({ CFBundleIdentifier: 'com.acme.named' }) }),
    });
    const paths = [`${appRoot}/Hello`, `${extensionRoot}/Share`, `${frameworkRoot}/libCore.2.dylib`, library];
    assert.deepEqual(
      [...paths, `${appRoot}/Frameworks/named.dylib`].map((path) => identifierOf(content, path)),
      ['com.acme.hello', 'com.acme.hello.share', 'libCore', 'libloose', 'com.acme.named'],
    );
  });

  it('gets the profile and the entitlements of its program, which a framework is not', async () => {
    const [own, other] = ['com.acme.hello', 'com.acme.core'].map((identifier) => ({
      profile: utf8(`profile of ${identifier}`),
      entitlements: entitlementsOf(identifier),
    }));
    assert.ok(own && other);
    const content = await sealWhole(appContent(), {
      programs: new Map([
        [appRoot, own],
        [frameworkRoot, other],
      ]),
    });
    assert.deepEqual(content[`${appRoot}/embedded.mobileprovision`], own.profile);
    assert.deepEqual(
      [frameworkRoot, extensionRoot].map((path) => content[`${path}/embedded.mobileprovision`]),
      [undefined, undefined],
    );
    const applicationOf = (path: string): string | undefined =>
      plistString(plistEntry(signatureOf(content, path).entitlements, 'application-identifier'));
    assert.deepEqual([`${appRoot}/Hello`, `${frameworkRoot}/Core`, `${extensionRoot}/Share`].map(applicationOf), [
      'TEAM123456.com.acme.hello',
      undefined,
      undefined,
    ]);
  });

  it('is not what only begins as code: it is listed as it is', async () => {
    // Version 52 of a Java class, where a universal file counts its slices.
    const java = Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, 1, 2, 3, 4);
    const content = await sealWhole({ ...appContent(), [`${appRoot}/Main.class`]: java });
    assert.deepEqual(content[`${appRoot}/Main.class`], java);
    assert.deepEqual(listOf(content, appRoot).get('Main.class')?.sha256, digest('sha256', java));
  });

  it('is not a folder of resources whose executable is a script', async () => {
    const folder = `${appRoot}/Rules.bundle`;
    const script = utf8('#!/bin/sh\n');
    const content = await sealWhole({
      ...appContent(),
      [`${folder}/Info.plist`]: plist({ CFBundleExecutable: 'rules', CFBundleIdentifier: 'com.acme.rules' }),
      [`${folder}/rules`]: script,
    });
    assert.equal(content[`${folder}/${listPath}`], undefined);
    assert.deepEqual(listOf(content, appRoot).get('Rules.bundle/rules')?.sha256, digest('sha256', script));
  });
});

describe('what is refused in an app', () => {
  const code = signableMachO();

  for (const [name, changed, expected] of [
    ['a script as its executable', { [`${appRoot}/Hello`]: utf8('#!/bin/sh\n') }, ['macho-not-an-executable Hello']],
    [
      'a script as the executable of a framework',
      { [`${frameworkRoot}/Core`]: utf8('#!/bin/sh\n') },
      ['macho-not-an-executable Frameworks/Core.framework/Core'],
    ],
    ['an executable that ends early', { [`${extensionRoot}/Share`]: code.subarray(0, 40) }, ['macho-too-short PlugIns/Share.appex/Share']],
    ['a library that ends early', { [library]: code.subarray(0, 40) }, ['macho-too-short Frameworks/libloose.1.dylib']],
  ] as const) {
    it(`${name}, with its place and nothing signed of it`, async () => {
      const sealed = await seal({ ...appContent(), ...changed });
      assert.deepEqual(placed(sealed), expected);
      for (const path of Object.keys(changed)) assert.equal(sealed.files.has(path), false);
    });
  }
});

describe('sealing', () => {
  it('says how far it is: each file once, up to all of them', async () => {
    const content = { ...appContent(), [`${appRoot}/_CodeSignature/CodeDirectory`]: concatBytes(utf8('left'), new Uint8Array(50_000)) };
    const fractions: number[] = [];
    await seal(content, { onProgress: (fraction) => fractions.push(fraction) });
    const counted = Object.entries(content).filter(([path, value]) => typeof value !== 'string' && !path.includes('/_CodeSignature/'));
    assert.equal(fractions.length, counted.length);
    assert.deepEqual(
      fractions.toSorted((a, b) => a - b),
      fractions,
    );
    // The executable of the app is the last.
    const total = counted.reduce((sum, [, value]) => sum + value.length, 0);
    assert.equal(fractions.at(-1), 1);
    assert.equal(fractions.at(-2), 1 - bytesOf(content, `${appRoot}/Hello`).length / total);
  });

  it('stops when it is cancelled', async () => {
    await assert.rejects(seal(appContent(), { signal: AbortSignal.abort() }), (error) => isFailure(error, 'cancelled'));
  });
});
