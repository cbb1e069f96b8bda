/**
 * A second verifier of iOS apps, in Python, written from a description of Apple's formats by someone who had not seen the signer
 * (`ios-seal/check_seal.py`). Both must accept whatever our command line signs, and both must refuse it once a byte of it is changed.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createResigner } from 'zsign-wasm';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { createPlist, type PlainPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { ApplePki, development, team } from '../support/applePki.ts';
import { armv7, arm64, encodeFat } from '../support/machOFiles.ts';
import { appContent, appRoot, extensionRoot, packContent, type AppContent } from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';
import { signIpa } from '../support/signIpa.ts';
import { corpusFolderFiles } from './support/corpus.ts';
import { contentOfIpa } from './support/ipaContent.ts';
import { ask, ours, theirs } from './support/secondVerifier.ts';

const folder = mkdtempSync(join(tmpdir(), 'mdist-seal-'));

async function bothAccept(ipa: Bytes, pki: ApplePki, codes?: number): Promise<void> {
  const product = await ours(ipa, pki);
  const [check] = theirs([ipa], pki);
  deepStrictEqual([product.findings, check?.findings], [[], []]);
  deepStrictEqual([product.verified, product.sealed, check?.verified, check?.sealed], [true, true, true, true]);
  if (codes !== undefined) strictEqual(check?.codes, codes);
}

interface SignOptions {
  readonly pki: ApplePki;
  readonly leaf?: SigningIdentity;
  readonly kind?: 'ad-hoc' | 'development';
  readonly entitlements?: Readonly<Record<string, PlainPlist>>;
  readonly granted?: Readonly<Record<string, PlainPlist>>;
  readonly more?: readonly string[];
}

/** Signs with the command line; every identifier is covered by a wildcard profile. */
async function sign(content: AppContent | Bytes, options: SignOptions): Promise<Bytes> {
  const { pki, leaf = pki.leaf(), kind = 'ad-hoc', entitlements, granted = {}, more = [] } = options;
  const profile = pki.profile({ kind, certificates: [leaf], identifier: '*', entitlements: granted });
  return await signIpa({
    ipa: content instanceof Uint8Array ? content : await packContent(content),
    leaf,
    profile,
    ...(entitlements && { files: { 'e.plist': encodeXmlPlist(createPlist(entitlements)) } }),
    arguments: [...(entitlements ? ['--entitlements', 'e.plist'] : []), ...more],
  });
}

function info(identifier: string, executable: string): Bytes {
  const keys = { CFBundleIdentifier: identifier, CFBundleExecutable: executable, CFBundleShortVersionString: '1.0', CFBundleVersion: '1' };
  return utf8(encodeXmlPlist(createPlist(keys)));
}

function framework(root: string, name: string, seed: number): AppContent {
  return {
    [`${root}/${name}.framework/${name}`]: signableMachO({ filetype: 6, seed }),
    [`${root}/${name}.framework/Info.plist`]: info(`com.acme.${name.toLowerCase()}`, name),
  };
}

const app = (more: AppContent): AppContent => ({ ...appContent(), ...more });
const pkgInfo = `${appRoot}/PkgInfo`;
const watch = `${appRoot}/Watch/Wrist.app`;
const arm64e = { cputype: 0x0100000c, cpusubtype: 2 };

/** With the number of slices that are signed. */
const shapes: Readonly<Record<string, readonly [AppContent, number]>> = {
  'a program, an extension, a framework and a library': [appContent(), 4],
  'both hashes below iOS 11': [appContent({ minos: 9 }), 4],
  'a universal program': [
    app({ [`${appRoot}/Hello`]: encodeFat([signableMachO({ cpu: arm64 }), signableMachO({ cpu: arm64e, seed: 9 })]) }),
    5,
  ],
  'a universal program of 32 and 64 bits with both hashes': [
    {
      ...appContent({ minos: 9 }),
      [`${appRoot}/Hello`]: encodeFat([signableMachO({ bits: 32, cpu: armv7, minos: 9 }), signableMachO({ minos: 9 })]),
    },
    5,
  ],
  'a universal library with offsets of 64 bits': [
    app({ [`${appRoot}/Frameworks/libwide.dylib`]: encodeFat([signableMachO({ filetype: 6, seed: 11 })], 64) }),
    5,
  ],
  'frameworks in a framework and in an extension': [
    app({
      ...framework(`${appRoot}/Frameworks/Core.framework/Frameworks`, 'Inner', 12),
      ...framework(`${extensionRoot}/Frameworks`, 'Shared', 13),
    }),
    6,
  ],
  'a watch app with an extension, whose systems are of another count': [
    app({
      [`${watch}/Wrist`]: signableMachO({ platform: 4, minos: 11, seed: 14 }),
      [`${watch}/Info.plist`]: info('com.acme.hello.watch', 'Wrist'),
      [`${watch}/PlugIns/Face.appex/Face`]: signableMachO({ platform: 4, minos: 11, seed: 15 }),
      [`${watch}/PlugIns/Face.appex/Info.plist`]: info('com.acme.hello.watch.face', 'Face'),
    }),
    6,
  ],
  'libraries with versions in their names, and with an Info.plist inside': [
    app({
      [`${appRoot}/Frameworks/libfoo.2.3.dylib`]: signableMachO({ filetype: 6, seed: 16 }),
      [`${appRoot}/Frameworks/libbar.7`]: signableMachO({ filetype: 6, seed: 17 }),
      [`${appRoot}/Frameworks/libinfo.dylib`]: signableMachO({ filetype: 6, seed: 18, info: info('com.acme.inside', 'libinfo') }),
      [`${appRoot}/tools/plain`]: signableMachO({ filetype: 6, seed: 19 }),
    }),
    8,
  ],
  'links, languages, and files that rules leave out': [
    app({
      [`${appRoot}/Frameworks/Core.framework/latest`]: 'Core',
      [`${appRoot}/Frameworks/Core.framework/Resources/Base.lproj/a.strings`]: utf8('a'),
      [`${appRoot}/Frameworks/Core.framework/Resources/de.lproj/locversion.plist`]: utf8('b'),
      [`${appRoot}/.DS_Store`]: utf8('c'),
      [`${appRoot}/www/.DS_Store`]: utf8('d'),
      [`${appRoot}/Hello.app.dSYM/Contents/Info.plist`]: utf8('e'),
      [`${appRoot}/de.lproj/locversion.plist`]: utf8('f'),
      [`${appRoot}/de.lproj/link.strings`]: '../en.lproj/InfoPlist.strings',
      [`${appRoot}/version.plist`]: utf8('g'),
      [`${appRoot}/embedded.provisionprofile`]: utf8('h'),
      [`${appRoot}/www/PkgInfo`]: utf8('i'),
      [`${appRoot}/www/Info.plist`]: utf8('j'),
      [`${appRoot}/www/bücher & <mehr> "x".txt`]: utf8('k'),
      [`${appRoot}/www/本.txt`]: utf8('l'),
      [`${appRoot}/www/空 😀.txt`]: utf8('m'),
      [`${appRoot}/empty`]: new Uint8Array(0),
      [`${appRoot}/Things.bundle/Info.plist`]: utf8(encodeXmlPlist(createPlist({ CFBundleIdentifier: 'com.acme.things' }))),
      [`${appRoot}/Things.bundle/thing.png`]: utf8('n'),
    }),
    4,
  ],
  'code that ends inside a page, on a page and beyond many': [
    app({
      [`${appRoot}/Hello`]: signableMachO({ codeBytes: 3_000_000, linkeditBytes: 4096 }),
      [`${appRoot}/Frameworks/libone.dylib`]: signableMachO({ filetype: 6, seed: 20, codeBytes: 1, linkeditBytes: 1 }),
      [`${appRoot}/Frameworks/libfull.dylib`]: signableMachO({ filetype: 6, seed: 21, linkeditBytes: 16 }),
    }),
    6,
  ],
};

/** What the second verifier calls the findings of ours. */
const areas: Readonly<Record<string, string>> = {
  'seal-entitlements-in-library': 'entitlements',
  'seal-cms-missing': 'cms',
  'seal-exec-flags-differ': 'directory',
  'seal-der-entitlements-legacy': 'entitlements',
  'seal-resource-optional': 'resources',
  'ipa-profile-missing': 'profile',
  'ipa-application-identifier-differs': 'profile',
};

/** `kind file`, once each: who says that the profile is wrong names it or the program. */
function placesOf(findings: readonly string[]): readonly string[] {
  const places = findings.map((finding) => finding.replace(/: .*/s, ''));
  const byBundle = places.map((place) => (place.startsWith('profile ') ? place.replace(/(\.app|\.appex)\/[^/]*$/, '$1') : place));
  return [...new Set(byBundle)].toSorted();
}

interface Mutant {
  readonly name: string;
  readonly content: AppContent;
}

/** Of a file with one slice; -1 where there is none. */
function signatureStartOf(bytes: Bytes): number {
  return Buffer.from(bytes).lastIndexOf(Buffer.from('fade0cc0', 'hex'));
}

/** Behind it is room that nothing covers. */
function signatureEndOf(bytes: Bytes): number {
  const start = signatureStartOf(bytes);
  return start + Buffer.from(bytes).readUInt32BE(start + 4);
}

/** Bits spread over a file; of code more, and of its signature most. */
function flippedBits(content: AppContent, path: string): readonly Mutant[] {
  const bytes = content[path];
  if (bytes === undefined) return [];
  if (typeof bytes === 'string') return [{ name: `${path} leads elsewhere`, content: { ...content, [path]: `${bytes}x` } }];
  const signatureStart = signatureStartOf(bytes);
  const spread = (from: number, to: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => from + Math.floor(((index + 0.5) * (to - from)) / count));
  const offsets =
    signatureStart < 0
      ? spread(0, bytes.length, Math.min(bytes.length, 8))
      : [...spread(0, signatureStart, 20), ...spread(signatureStart, signatureEndOf(bytes), 40)];
  return offsets.map((offset, index) => {
    const changed = bytes.slice();
    changed[offset] = (changed[offset] ?? 0) ^ (1 << (index % 8));
    return { name: `${path} at ${offset}`, content: { ...content, [path]: changed } };
  });
}

describe('our seals and a second verifier', function () {
  this.timeout(300_000);
  after(() => rmSync(folder, { recursive: true, force: true }));

  const pki = new ApplePki('ec-p256', 'second');

  for (const [name, [content, codes]] of Object.entries(shapes))
    it(`agree: ${name}`, async () => await bothAccept(await sign(content, { pki }), pki, codes));

  it('agree: an authority with RSA keys, a leaf with an EC key, and a curve of 384 bits', async () => {
    const rsa = new ApplePki('rsa-2048', 'second rsa');
    await bothAccept(await sign(appContent({ minos: 9 }), { pki: rsa }), rsa);
    await bothAccept(await sign(appContent({ minos: 9 }), { pki: rsa, leaf: rsa.leaf({ algorithm: 'ec-p256', label: 'ec' }) }), rsa);
    const wide = new ApplePki('ec-p384', 'second wide');
    await bothAccept(await sign(appContent(), { pki: wide, leaf: wide.leaf({ algorithm: 'ec-p384', label: 'ec' }) }), wide);
  });

  it('agree: signed again by another certificate, and under another name', async () => {
    const first = await sign(shapes['links, languages, and files that rules leave out']?.[0] ?? {}, { pki });
    const leaf = pki.leaf({ label: 'another', name: 'Apple Distribution: Lab Corp Two (TEAM123456)' });
    await bothAccept(await sign(first, { pki, leaf }), pki, 4);
    const renamed = ['--app-identifier', 'org.example.renamed', '--version', '2.0', '--version-code', '7', '--name', 'Ünder <&>'];
    await bothAccept(await sign(first, { pki, leaf, more: renamed }), pki, 4);
    const old = await sign(appContent({ minos: 9 }), { pki });
    await bothAccept(await sign(old, { pki, leaf }), pki, 4);
  });

  it('agree: entitlements of all kinds, with those that raise flags of the program', async () => {
    const granted = {
      'com.apple.developer.lab': { inner: ['a', 'b'], flag: true, z: { deep: 'x' }, a: '' },
      'com.apple.security.application-groups': ['group.com.acme.one', 'group.com.acme.two'],
      'dynamic-codesigning': true,
      'lab.number': 300,
      'lab.umlaut': 'ü & <x>',
    };
    const entitlements = { ...granted, 'application-identifier': `${team}.com.acme.hello`, 'get-task-allow': true };
    const leaf = pki.leaf({ markers: development, name: 'Apple Development: Jane (PERSON1234)', label: 'development' });
    await bothAccept(await sign(appContent(), { pki, leaf, kind: 'development', granted, entitlements }), pki, 4);
  });

  it('agree: a framework of others, from npm, that was never signed', async () => {
    const inner = 'platforms/ios/NSCWinterTC.xcframework/ios-arm64/NSCWinterTC.framework';
    const real = [...corpusFolderFiles('@nativescript/core@9.1.2', inner)];
    ok(real.length > 2);
    const content = Object.fromEntries(real.map(([path, bytes]) => [`${appRoot}/Frameworks/NSCWinterTC.framework/${path}`, bytes]));
    await bothAccept(await sign(app(content), { pki }), pki, 5);
  });

  it('agree that an app is broken once a bit of it is flipped', async () => {
    const content = await contentOfIpa(await sign(appContent({ minos: 9 }), { pki }));
    const mutants = Object.keys(content)
      .filter((path) => path !== pkgInfo)
      .flatMap((path) => flippedBits(content, path));
    ok(mutants.length > 250, String(mutants.length));
    const checks = theirs(await Promise.all(mutants.map(async (mutant) => await packContent(mutant.content))), pki);
    const disagreements: string[] = [];
    let accepted = 0;
    for (const [index, mutant] of mutants.entries()) {
      const product = await ours(await packContent(mutant.content), pki);
      const check = checks[index];
      // Of a certificate that cannot be read, the product says that the chain is broken, and asn1crypto that the CMS is: both refuse.
      const isUnreadable = check?.findings.some((finding) => finding.includes('the CMS cannot be read'));
      if (product.verified !== check?.verified || (product.sealed !== check.sealed && !isUnreadable))
        disagreements.push(`${mutant.name}: ${JSON.stringify(product.findings)} but ${JSON.stringify(check?.findings)}`);
      if (check?.verified) accepted += 1;
    }
    // The version of the CMS is covered by nothing.
    ok(accepted <= 2, String(accepted));
    deepStrictEqual(disagreements, []);
  });

  it('agree on what Apple leaves open: room behind a signature, and a file that only the list for old systems names', async () => {
    const content = await contentOfIpa(await sign(appContent(), { pki }));
    const code = content[`${appRoot}/Hello`];
    ok(code instanceof Uint8Array);
    const stuffed = code.slice();
    stuffed[stuffed.length - 1] = 1;
    const mutants = { room: { ...content, [`${appRoot}/Hello`]: stuffed }, 'old-list': { ...content, [pkgInfo]: utf8('APPLnope') } };
    for (const [note, mutant] of Object.entries(mutants)) {
      const ipa = await packContent(mutant);
      const [check] = theirs([ipa], pki);
      const product = await ours(ipa, pki);
      deepStrictEqual([product.verified, check?.verified, check?.findings.length], [true, true, 1]);
      ok(check?.findings[0]?.startsWith(`${note} `));
    }
  });

  it('agree on what zsign signs: broken, each part for the same reason', async () => {
    const leaf = pki.leaf();
    const resigner = await createResigner();
    resigner.setLogLevel(0);
    const sets = { 'SHA-256': [appContent(), true], 'both hashes': [appContent({ minos: 9 }), false] } as const;
    for (const [name, [content, sha256Only]] of Object.entries(sets)) {
      const { data } = await resigner.signIpa(await packContent(content), {
        cert: utf8(encodePem('CERTIFICATE', leaf.certificates[0])),
        pkey: utf8(String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }))),
        prov: pki.profile({ certificates: [leaf], identifier: '*' }),
        forceSign: true,
        sha256Only,
      });
      const product = await ours(data, pki);
      const [check] = theirs([data], pki);
      deepStrictEqual([product.verified, product.sealed, check?.verified, check?.sealed], [false, false, false, false], name);
      const parts = product.findings.map((finding) => finding.replace(/^\S+/, (code) => areas[code] ?? code));
      deepStrictEqual(placesOf(parts), placesOf((check?.findings ?? []).filter((finding) => !/^(form|old-list) /.test(finding))));
    }
  });

  it('the second verifier takes what Apple signed, and makes the same lists of sealed files', () => {
    const simulator = 'ios-arm64_x86_64-simulator';
    const nativeScript = '@nativescript/core@9.1.2';
    check(nativeScript, `platforms/ios/NSCWinterTC.xcframework/${simulator}/NSCWinterTC.framework`, []);
    check('nativescript-ui-sidedrawer@15.2.6', `platforms/ios/TNSSideDrawer.xcframework/${simulator}/TNSSideDrawer.framework`, []);
    // The header came into the folder after the framework was signed.
    const added = 'TNSWidgets.framework/Headers/NSCCrypto.h: is not listed in';
    const expected = [`old-list ${added} files`, `resources ${added} files2`];
    check(nativeScript, `platforms/ios/TNSWidgets.xcframework/${simulator}/TNSWidgets.framework`, expected);

    /** Frameworks for the simulator are signed ad hoc. */
    function check(spec: string, inner: string, others: readonly string[]): void {
      const root = join(folder, basename(inner));
      for (const [path, bytes] of corpusFolderFiles(spec, inner)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), bytes);
      }
      const [verdict] = ask([], [root]);
      const code = `${basename(inner)}/${basename(inner, '.framework')}`;
      deepStrictEqual(verdict?.findings.toSorted(), [`ad-hoc ${code}: nobody signed the code directory`, ...others]);
      strictEqual(verdict.codes, 2);
    }
  });
});
