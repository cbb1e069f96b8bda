import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { concatBytes, fromUtf8, toHex, utf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { Failure } from '../../../src/core/base/failure.ts';
import { bytesSource } from '../../../src/core/base/byteSource.ts';
import { requirementOps as op } from '../../../src/core/formats/code-signature/requirements.ts';
import { encodePem } from '../../../src/core/formats/pem/pem.ts';
import { encodePng } from '../../../src/core/formats/image/encodePng.ts';
import { inspectPng } from '../../../src/core/formats/image/inspectPng.ts';
import { createImage } from '../../../src/core/formats/image/rgbaImage.ts';
import { inspectPlist } from '../../../src/core/formats/plist/inspectPlist.ts';
import { plainDictionary } from '../../../src/core/formats/plist/plainPlist.ts';
import { createPlist } from '../../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../src/core/formats/plist/xmlPlist.ts';
import { inspectZip } from '../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../src/core/formats/zip/readEntry.ts';
import { inspectLedger } from '../../../src/core/versions/ledger.ts';
import { ApplePki, development, devices, p12Of, p12Password, team } from '../../support/applePki.ts';
import { commandLine, type CommandLineResult } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import {
  appContent,
  applySeal,
  appRoot,
  entitlementsOf,
  extensionRoot,
  packContent,
  sealContent,
  signerOf,
  type AppContent,
} from '../../support/sealedApps.ts';
import { requirement, type RequirementOperand } from '../../support/requirement.ts';
import { withRequirement } from '../../support/resealedCode.ts';
import { armv7, encodeFat, x86_64 } from '../../support/machOFiles.ts';
import { signableMachO } from '../../support/signableMachO.ts';
import { smallArchive } from '../../support/smallPackages.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const otherLeaf = pki.leaf({ label: 'other', name: 'Apple Distribution: Other (OTHER12345)', unit: 'OTHER12345' });
const environment = { P: p12Password };

interface Setup {
  readonly content?: AppContent;
  readonly files?: Readonly<Record<string, Bytes>>;
}

async function setUp({ content = appContent(), files = {} }: Setup = {}): Promise<MemoryFiles> {
  const memory = new MemoryFiles();
  const all = {
    'a.ipa': await packContent(content),
    'd.p12': await p12Of([leaf]),
    'app.mobileprovision': pki.profile({ certificates: [leaf], name: 'App' }),
    'all.mobileprovision': pki.profile({ certificates: [leaf], identifier: '*', name: 'All' }),
    'root.pem': utf8(encodePem('CERTIFICATE', pki.root.der)),
    ...files,
  };
  for (const [name, bytes] of Object.entries(all)) await memory.writeFile(`/app/${name}`, bytes);
  return memory;
}

const signArguments = [
  '--certificate',
  'd.p12',
  '--certificate-password',
  'env:P',
  '--profile',
  'app.mobileprovision',
  '--profile',
  'all.mobileprovision',
  '--out',
  'out.ipa',
];

/** The document of `--json`. */
interface Document {
  readonly verified?: boolean;
  readonly sealed?: boolean;
  readonly signers?: readonly object[];
  readonly profile?: object | null;
  readonly findings: readonly { readonly code: string; readonly file: string; readonly slot: number | null; readonly message: string }[];
  readonly issues: readonly { readonly code: string; readonly severity: string }[];
  readonly programs: readonly [SignedProgramDocument, ...SignedProgramDocument[]];
}

interface SignedProgramDocument {
  readonly path: string;
  readonly identifier: string;
  readonly profile: string | null;
  readonly entitlements: readonly { readonly key: string; readonly kind: string; readonly after?: readonly string[] }[];
}

async function run(files: MemoryFiles, ...args: readonly string[]): Promise<CommandLineResult & { readonly json: Document }> {
  const result = await commandLine(files, [...args, '--json'], { environment });
  return { ...result, json: JSON.parse(result.out) };
}

function codes(issues: readonly { readonly code: string }[]): readonly string[] {
  return issues.map(({ code }) => code).toSorted();
}

async function sign(files: MemoryFiles, ...more: readonly string[]): Promise<Awaited<ReturnType<typeof run>>> {
  return await run(files, 'package', 'sign', 'a.ipa', ...signArguments, ...more);
}

async function entryOf(files: MemoryFiles, name: string, entry: string): Promise<Bytes | undefined> {
  const source = bytesSource(await files.readFile(`/app/${name}`));
  const found = (await inspectZip(source)).archive.entries.find((each) => each.name === entry);
  return found && (await readEntry(source, found, { maxBytes: 1_000_000 })).bytes;
}

async function filesOfPackage(files: MemoryFiles, name: string): Promise<AppContent> {
  const source = bytesSource(await files.readFile(`/app/${name}`));
  const { entries } = (await inspectZip(source)).archive;
  const read = entries.map(
    async (entry) => [entry.name, (await readEntry(source, entry, { maxBytes: 1_000_000 })).bytes ?? utf8('')] as const,
  );
  const link = `${appRoot}/latest.html`;
  return { ...Object.fromEntries(await Promise.all(read)), [link]: 'www/index.html' };
}

async function infoOf(files: MemoryFiles, folder: string): Promise<Readonly<Record<string, unknown>>> {
  const { value } = inspectPlist((await entryOf(files, 'out.ipa', `${folder}/Info.plist`)) ?? new Uint8Array(0));
  assert.ok(value?.type === 'dictionary');
  return plainDictionary(value);
}

describe('package sign for iOS', () => {
  it('signs every bundle with the profile that fits best, and verifies the result', async () => {
    const files = await setUp();
    const { exitCode, json } = await sign(files);
    assert.equal(exitCode, 0);
    assert.deepEqual(Object.keys(json), [
      'path',
      'format',
      'sizeBytes',
      'verified',
      'sealed',
      'signers',
      'profile',
      'findings',
      'programs',
      'record',
      'issues',
    ]);
    assert.deepEqual([json.verified, json.sealed], [true, true]);
    assert.deepEqual(codes(json.issues), ['certificate-issuer-unknown', 'profile-issuer-unknown']);
    assert.deepEqual(
      json.programs.map(({ path, identifier, profile }) => [path, identifier, profile]),
      [
        [appRoot, 'com.acme.hello', 'App'],
        [extensionRoot, 'com.acme.hello.share', 'All'],
      ],
    );
    assert.deepEqual(
      json.programs[0].entitlements.map(({ key, kind }) => `${kind} ${key}`),
      ['added application-identifier', 'added com.apple.developer.team-identifier', 'added get-task-allow', 'added keychain-access-groups'],
    );
    assert.equal(json.programs[0].entitlements[3]?.after?.[0], `${team}.com.acme.hello`);
    const verified = await run(
      files,
      'package',
      'verify',
      'out.ipa',
      '--trusted-root',
      'root.pem',
      '--device',
      '00008110-001A2B3C4D5E001E',
    );
    assert.deepEqual([verified.exitCode, verified.json.verified, verified.json.findings], [0, true, []]);
    assert.deepEqual(Object.keys(verified.json), ['path', 'format', 'verified', 'sealed', 'signers', 'profile', 'findings', 'issues']);
    assert.equal(toHex(await files.readFile('/app/a.ipa')), toHex(await packContent(appContent())));
  });

  it('signs a signed package again, and shows what its entitlements lose and keep', async () => {
    const content = appContent();
    const old = entitlementsOf('com.acme.hello', {
      'aps-environment': 'production',
      'keychain-access-groups': [`${team}.com.acme.hello`, `${team}.shared`],
      'com.apple.developer.healthkit': true,
    });
    const sealed = await applySeal(content, await sealContent(content, { pki, programs: new Map([[appRoot, { entitlements: old }]]) }));
    const { json, exitCode } = await sign(await setUp({ content: sealed }));
    assert.equal(exitCode, 0);
    assert.deepEqual(codes(json.issues), [
      'certificate-issuer-unknown',
      'ipa-entitlement-dropped',
      'ipa-entitlement-dropped',
      'profile-issuer-unknown',
    ]);
    assert.deepEqual(
      json.programs[0].entitlements.map(({ key, kind }) => `${kind} ${key}`),
      ['removed aps-environment', 'removed com.apple.developer.healthkit'],
    );
  });

  it('changes identifier, version and name, and lets the extension follow', async () => {
    const files = await setUp({
      files: { 'app.mobileprovision': pki.profile({ certificates: [leaf], identifier: 'org.other.app', name: 'App' }) },
    });
    const { exitCode, json } = await sign(
      files,
      '--app-identifier',
      'org.other.app',
      '--version',
      '2.0',
      '--version-code',
      '7',
      '--name',
      'Other "App"',
    );
    assert.equal(exitCode, 0);
    assert.deepEqual(
      json.programs.map(({ identifier }) => identifier),
      ['org.other.app', 'org.other.app.share'],
    );
    const [app, extension] = [await infoOf(files, appRoot), await infoOf(files, extensionRoot)];
    assert.deepEqual(
      [app['CFBundleIdentifier'], app['CFBundleShortVersionString'], app['CFBundleVersion'], app['CFBundleDisplayName']],
      ['org.other.app', '2.0', '7', 'Other "App"'],
    );
    assert.deepEqual(
      [extension['CFBundleIdentifier'], extension['CFBundleVersion'], extension['CFBundleDisplayName']],
      ['org.other.app.share', '7', undefined],
    );
    const strings = await entryOf(files, 'out.ipa', `${appRoot}/en.lproj/InfoPlist.strings`);
    assert.equal(Buffer.from(strings ?? []).toString(), '"CFBundleDisplayName" = "Other \\"App\\"";\n');
  });

  it('gives the app another icon, and refuses what is not a picture', async () => {
    const files = await setUp({ files: { 'icon.png': await encodePng(createImage(1024, 1024, 0xff11_2233)), 'no.png': utf8('x') } });
    const { exitCode, json } = await sign(files, '--icon', 'icon.png');
    assert.deepEqual([exitCode, json.verified, codes(json.issues)], [0, true, ['certificate-issuer-unknown', 'profile-issuer-unknown']]);
    const icon = await entryOf(files, 'out.ipa', `${appRoot}/AppIcon60x60@3x.png`);
    assert.deepEqual([inspectPng(icon ?? utf8('')).image?.width, 'CFBundleIcons' in (await infoOf(files, appRoot))], [180, true]);
    const refused = await sign(files, '--icon', 'no.png');
    assert.deepEqual([refused.exitCode, codes(refused.json.issues)], [1, ['image-not-png']]);
  });

  it('replaces a package, and nothing else that is there', async () => {
    const files = await setUp();
    const before = await files.readFile('/app/d.p12');
    for (const [out, code] of [
      ['d.p12', 'output-is-input'],
      ['app.mobileprovision', 'output-is-input'],
      ['root.pem', 'output-other-kind'],
    ] as const) {
      const { exitCode, out: document } = await commandLine(
        files,
        ['package', 'sign', 'a.ipa', ...signArguments.slice(0, -1), out, '--json'],
        {
          environment,
        },
      );
      assert.deepEqual([exitCode, JSON.parse(document).error?.code ?? document], [exitCode, code]);
      assert.notEqual(exitCode, 0);
    }
    assert.deepEqual(await files.readFile('/app/d.p12'), before);
    const itself = await run(files, 'package', 'sign', 'a.ipa', ...signArguments.slice(0, -1), 'a.ipa');
    assert.deepEqual([itself.exitCode, itself.json.verified], [0, true]);
  });

  it('leaves nothing behind on a full disk', async () => {
    const files = await setUp();
    const before = [...files.content.keys()];
    const create = files.createFile.bind(files);
    files.createFile = async (path, options) => {
      const file = await create(path, options);
      return { ...file, write: () => Promise.reject(Failure.of('file-unwritable', { path, reason: 'the disk is full' })) };
    };
    const { exitCode, out } = await commandLine(files, ['package', 'sign', 'a.ipa', ...signArguments, '--json'], { environment });
    assert.deepEqual([exitCode, JSON.parse(out).error.code], [3, 'file-unwritable']);
    assert.deepEqual([...files.content.keys()], before);
  });

  it('signs folders: an app, and an archive of Xcode', async () => {
    const files = await setUp();
    for (const [path, value] of Object.entries(appContent())) {
      if (typeof value === 'string') continue;
      await files.writeFile(`/app/${path.replace('Payload/', '')}`, value);
      await files.writeFile(`/app/Hello.xcarchive/${path.replace('Payload/', 'Products/Applications/')}`, value);
    }
    await files.writeFile('/app/Hello.xcarchive/SwiftSupport/iphoneos/libswiftCore.dylib', utf8('swift'));
    await files.writeFile('/app/Hello.xcarchive/Info.plist', utf8('<plist/>'));
    for (const [path, beside] of [
      ['Hello.app', undefined],
      ['Hello.xcarchive', utf8('swift')],
    ] as const) {
      const { exitCode, json } = await run(files, 'package', 'sign', path, ...signArguments);
      assert.deepEqual([exitCode, json.sealed], [0, true], path);
      assert.deepEqual(await entryOf(files, 'out.ipa', 'SwiftSupport/iphoneos/libswiftCore.dylib'), beside);
    }
  });

  it('claims what is asked for by name, when it is granted', async () => {
    const wanted = (content: Parameters<typeof createPlist>[0]): Bytes => utf8(encodeXmlPlist(createPlist(content)));
    const files = await setUp({
      files: {
        'good.entitlements': wanted({ 'keychain-access-groups': ['$(AppIdentifierPrefix)shared'] }),
        'bad.entitlements': wanted({ 'aps-environment': 'production' }),
        'list.entitlements': wanted(['x']),
      },
    });
    const good = await sign(files, '--entitlements', 'good.entitlements');
    assert.equal(good.json.programs[0].entitlements.find(({ key }) => key === 'keychain-access-groups')?.after?.[0], `${team}.shared`);
    for (const [name, code] of [
      ['bad.entitlements', 'ipa-entitlement-not-granted'],
      ['list.entitlements', 'ipa-entitlements-unreadable'],
    ] as const) {
      const { exitCode, json } = await sign(files, '--entitlements', name);
      assert.equal(exitCode, 1);
      assert.ok(codes(json.issues).includes(code), code);
    }
  });

  async function refuse(setup: Setup, expected: readonly string[], ...more: readonly string[]): Promise<void> {
    const files = await setUp(setup);
    const { exitCode, json } = await sign(files, ...more);
    const errors = json.issues.filter(({ severity }) => severity === 'error');
    assert.deepEqual([exitCode, codes(errors)], [1, expected]);
    assert.equal(await files.stat('/app/out.ipa'), undefined);
  }

  it('writes nothing where something does not fit, and says what', async () => {
    const onlyOther = { 'all.mobileprovision': pki.profile({ certificates: [leaf], identifier: 'com.other.*' }) };
    await refuse({ files: onlyOther }, ['ipa-profile-for-bundle-missing']);
    const otherCertificate = pki.profile({ certificates: [pki.leaf({ label: 'third' })] });
    await refuse({ files: { 'app.mobileprovision': otherCertificate } }, ['profile-certificate-missing']);
    await refuse({ files: { 'd.p12': await p12Of([otherLeaf]) } }, ['certificate-team-differs']);
    const expired = pki.profile({ certificates: [leaf], expiresAt: new Date('2026-01-01T00:00:00Z') });
    await refuse({ files: { 'app.mobileprovision': expired } }, ['profile-expired']);
    const old = pki.leaf({ notAfter: new Date('2026-01-01T00:00:00Z'), label: 'old' });
    await refuse(
      {
        files: {
          'd.p12': await p12Of([old]),
          'app.mobileprovision': pki.profile({ certificates: [old] }),
          'all.mobileprovision': pki.profile({ certificates: [old], identifier: '*' }),
        },
      },
      ['certificate-expired'],
    );
    await refuse({ content: appContent({ cryptid: 1 }) }, ['macho-encrypted', 'macho-encrypted', 'macho-encrypted', 'macho-encrypted']);
    await refuse({ content: appContent({ room: 0 }) }, ['macho-no-room', 'macho-no-room', 'macho-no-room', 'macho-no-room']);
  });

  it('refuses what no device runs, and changes that are not of Apple’s form, before it signs', async () => {
    await refuse({ content: appContent({ platform: 7 }) }, ['ipa-simulator']);
    const info = (content: AppContent, keys: Readonly<Record<string, string>>, folder = appRoot): AppContent => ({
      ...content,
      [`${folder}/Info.plist`]: utf8(encodeXmlPlist(createPlist(keys))),
    });
    const share = { CFBundleIdentifier: 'com.acme.hello.share' };
    await refuse({ content: info(appContent(), { ...share, CFBundleExecutable: 'None' }, extensionRoot) }, ['seal-app-missing']);
    await refuse({ content: info(appContent(), share, extensionRoot) }, ['seal-app-missing']);
    await refuse({ content: info(appContent(), { CFBundleIdentifier: 'com.acme.hello' }) }, ['ipa-key-missing']);
    await refuse({ content: info(appContent(), { CFBundleExecutable: 'Hello' }) }, ['ipa-key-missing']);
    await refuse({ content: info(appContent(), { CFBundleExecutable: '../Hello.app/Hello' }) }, ['ipa-executable-missing']);
    await refuse({ content: { ...appContent(), [`${appRoot}/Info.plist`]: utf8('{ CFBundleExecutable = Hello; }') } }, [
      'plist-not-a-plist',
    ]);
    const huge = utf8(`<plist><dict/></plist>${' '.repeat(65 * 1024 * 1024)}`);
    await refuse({ content: { ...appContent(), [`${appRoot}/Info.plist`]: huge } }, ['seal-app-missing']);
    for (const [option, value, codes] of [
      ['--version', '1.2-beta', ['version-form']],
      ['--version-code', '1.2.3.4', ['version-form']],
      ['--app-identifier', 'com.größe', ['identifier-character']],
      ['--app-identifier', 'com.acme.hello.', ['identifier-empty-segment']],
      ['--app-identifier', '*', ['identifier-character', 'identifier-too-few-segments']],
      ['--name', 'two\nlines', ['name-control-character']],
    ] as const)
      await refuse({}, codes, option, value);
  });

  it('writes files where links lie that a seal replaces, and refuses what is a file and a folder', async () => {
    const links = { [`${appRoot}/_CodeSignature/CodeResources`]: '../www', [`${appRoot}/embedded.mobileprovision`]: 'PkgInfo' };
    const { exitCode, json } = await sign(await setUp({ content: { ...appContent(), ...links } }));
    assert.deepEqual([exitCode, json.sealed], [0, true]);
    await refuse({ content: { ...appContent(), [`${appRoot}/PkgInfo/x`]: utf8('x') } }, ['ipa-file-and-folder']);
    await refuse({ content: { ...appContent(), [`${appRoot}/_CodeSignature`]: utf8('x') } }, [
      'ipa-file-and-folder',
      'package-not-verified',
    ]);
  });

  it('signs for phones before iOS 11 with a warning, and takes a simulator’s slice next to a phone’s', async () => {
    const old = await setUp({ content: appContent({ bits: 32, cpu: armv7, minos: 9 }) });
    const signed = await sign(old);
    assert.deepEqual([signed.exitCode, codes(signed.json.issues).includes('ipa-64-bit-missing')], [0, true]);
    const both = encodeFat([signableMachO(), signableMachO({ cpu: x86_64, platform: 7, seed: 5 })]);
    assert.equal((await sign(await setUp({ content: { ...appContent(), [`${appRoot}/Hello`]: both } }))).exitCode, 0);
  });

  it('says which app of a folder is one for Macs', async () => {
    const files = new MemoryFiles();
    for (const [name, bytes] of Object.entries({
      'd.p12': await p12Of([leaf]),
      'app.mobileprovision': pki.profile({ certificates: [leaf] }),
    }))
      await files.writeFile(`/app/${name}`, bytes);
    for (const folder of ['Hello.app', 'Hello.xcarchive/Products/Applications/Hello.app']) {
      await files.writeFile(`/app/${folder}/Contents/Info.plist`, utf8('<plist><dict/></plist>'));
      await files.writeFile(`/app/${folder}/Contents/MacOS/Hello`, signableMachO({ platform: 6 }));
    }
    for (const path of ['Hello.app', 'Hello.xcarchive']) {
      const options = ['--certificate', 'd.p12', '--certificate-password', 'env:P', '--profile', 'app.mobileprovision', '--out', 'out.ipa'];
      const { exitCode, json } = await run(files, 'package', 'sign', path, ...options);
      assert.deepEqual([exitCode, codes(json.issues)], [1, ['ipa-is-mac-app']]);
    }
  });

  it('says which entitlements follow the profile, whatever is asked for', async () => {
    const asked = {
      'get-task-allow': true,
      'com.apple.developer.team-identifier': 'OTHER12345',
      'application-identifier': '$(AppIdentifierPrefix)$(CFBundleIdentifier)',
    };
    const files = await setUp({ files: { 'e.plist': utf8(encodeXmlPlist(createPlist(asked))) } });
    const { exitCode, json } = await sign(files, '--entitlements', 'e.plist');
    assert.deepEqual(
      [exitCode, codes(json.issues).filter((code) => code.startsWith('ipa-'))],
      [0, ['ipa-entitlement-of-profile', 'ipa-entitlement-of-profile']],
    );
  });

  it('says which entry of a damaged package cannot be read', async () => {
    for (const name of [`${appRoot}/Info.plist`, `${appRoot}/www/index.html`, `${appRoot}/Hello`, `${extensionRoot}/Info.plist`]) {
      const ipa = (await packContent(appContent())).slice();
      const entry = (await inspectZip(bytesSource(ipa))).archive.entries.find((each) => each.name === name);
      ipa.fill(0xff, (entry?.headerOffset ?? 0) + 30 + name.length, (entry?.headerOffset ?? 0) + 30 + name.length + 8);
      const files = await setUp({ files: { 'a.ipa': ipa } });
      const signed = await sign(files);
      assert.equal(signed.exitCode, 1, name);
      const verified = await run(files, 'package', 'verify', 'a.ipa');
      assert.deepEqual([verified.exitCode, verified.json.sealed], [1, false]);
      assert.ok(
        verified.json.findings.some(({ code, file }) => code.startsWith('zip-') && file === name),
        name,
      );
    }
  });

  it('warns of a profile that nothing needed', async () => {
    const { json } = await sign(
      await setUp({ files: { 'extra.mobileprovision': pki.profile({ certificates: [leaf], identifier: 'com.acme.other' }) } }),
      '--profile',
      'extra.mobileprovision',
    );
    assert.ok(codes(json.issues).includes('ipa-profile-unused'));
  });

  it('says which option is missing or does not fit', async () => {
    const files = await setUp();
    await files.writeFile('/app/a.apk', await smallArchive([{ name: 'AndroidManifest.xml', bytes: utf8('x') }]));
    for (const [args, message] of [
      [['a.ipa', '--out', 'o.ipa'], /--certificate is missing/],
      [['a.ipa', '--certificate', 'd.p12', '--out', 'o.ipa'], /--profile is missing/],
      [['a.ipa', '--certificate', 'd.p12', '--profile', 'app.mobileprovision'], /--out is missing/],
      [
        ['a.ipa', '--certificate', 'd.p12', '--profile', 'app.mobileprovision', '--out', 'o.ipa', '--min-sdk', '21'],
        /--min-sdk is for Android/,
      ],
      [['a.ipa', '--certificate', 'd.p12', '--profile', 'app.mobileprovision', '--out', 'o.ipa', '--v1'], /--v1 is for Android/],
      [['a.ipa', '--certificate', 'd.p12', '--profile', 'app.mobileprovision', '--out', 'o.ipa', '--alias', 'x'], /--alias is for Android/],
      [
        ['a.ipa', '--certificate', 'd.p12', '--profile', 'app.mobileprovision', '--out', 'o.ipa', '--keystore', 'x'],
        /--keystore is for Android/,
      ],
      [['a.apk', '--keystore', 'k.p12', '--out', 'o.apk', '--name', 'x'], /--name is for iOS/],
      [['a.apk', '--keystore', 'k.p12', '--out', 'o.apk', '--profile', 'x'], /--profile is for iOS/],
      [['a.apk', '--keystore', 'k.p12', '--out', 'o.apk', '--entitlements', 'x'], /--entitlements is for iOS/],
    ] as const) {
      const { exitCode, err } = await commandLine(files, ['package', 'sign', ...args], { environment });
      assert.equal(exitCode, 2, args.join(' '));
      assert.match(err, message);
    }
    const android = await run(files, 'package', 'sign', 'a.apk', ...signArguments);
    assert.deepEqual([android.exitCode, codes(android.json.issues)], [1, ['package-not-ios']]);
    const empty = await run(files, 'package', 'sign', 'Nothing.xcarchive', ...signArguments);
    assert.equal(empty.exitCode, 1);
  });

  it('keeps the password out of everything it writes', async () => {
    const files = await setUp();
    const { out, err } = await commandLine(files, ['package', 'sign', 'a.ipa', ...signArguments], { environment });
    assert.ok(![out, err, Buffer.from(await files.readFile('/app/out.ipa')).toString('latin1')].some((text) => text.includes(p12Password)));
  });
});

describe('package verify for iOS', () => {
  interface Sealed {
    readonly signer?: ReturnType<ApplePki['leaf']>;
    readonly profile?: Bytes | undefined;
    readonly entitlements?: Parameters<typeof entitlementsOf>[1];
    readonly content?: AppContent;
  }

  const appProfile = pki.profile({ certificates: [leaf] });
  const extensionProfile = pki.profile({ certificates: [leaf], identifier: 'com.acme.hello.share' });

  async function sealed(sketch: Sealed = {}): Promise<Bytes> {
    return await packContent(await sealedFiles(sketch));
  }

  async function sealedFiles({ signer = leaf, entitlements = {}, content = appContent(), ...more }: Sealed = {}): Promise<AppContent> {
    const profile = 'profile' in more ? more.profile : appProfile;
    const programs = new Map([
      [appRoot, { profile, entitlements: entitlementsOf('com.acme.hello', entitlements) }],
      [extensionRoot, { profile: extensionProfile, entitlements: entitlementsOf('com.acme.hello.share') }],
    ]);
    return await applySeal(content, await sealContent(content, { pki, signer: signerOf(pki, signer), programs }));
  }

  async function check(ipa: Bytes, expected: readonly string[], ...more: readonly string[]): Promise<void> {
    const files = await setUp({ files: { 'v.ipa': ipa } });
    const { exitCode, json } = await run(files, 'package', 'verify', 'v.ipa', '--trusted-root', 'root.pem', ...more);
    assert.deepEqual(json.findings.map(({ code, file }) => `${code} ${file.replace(`${appRoot}/`, '')}`).toSorted(), expected);
    assert.deepEqual([exitCode, json.verified, json.sealed], expected.length === 0 ? [0, true, true] : [1, false, true]);
  }

  it('accepts what is right', async () => {
    await check(await sealed(), []);
    await check(await sealed(), [], '--device', '00008110001a2b3c4d5e001e');
  });

  it('finds what devices refuse, each by its own code', async () => {
    const app = 'Hello';
    const own = 'embedded.mobileprovision';
    await check(
      await sealed(),
      ['profile-device-missing PlugIns/Share.appex/embedded.mobileprovision', `profile-device-missing ${own}`],
      '--device',
      'f'.repeat(40),
    );
    await check(await sealed({ profile: undefined }), [`ipa-profile-missing ${appRoot}`]);
    await check(await sealed({ content: appContent({ platform: 7 }) }), ['ipa-simulator Hello', 'ipa-simulator PlugIns/Share.appex/Share']);
    await check(await sealed({ profile: pki.profile({ certificates: [pki.leaf({ label: 'third' })] }) }), [
      `profile-certificate-missing ${own}`,
    ]);
    await check(await sealed({ profile: pki.profile({ certificates: [leaf], identifier: 'com.acme.bye' }) }), [
      `profile-identifier-differs ${own}`,
    ]);
    await check(await sealed({ profile: pki.profile({ certificates: [leaf], expiresAt: new Date('2026-01-01T00:00:00Z') }) }), [
      `profile-expired ${own}`,
    ]);
    await check(await sealed({ profile: pki.profile({ certificates: [leaf], platforms: ['OSX'] }) }), [`profile-platform-differs ${own}`]);
    await check(await sealed({ profile: utf8('no profile') }), [`file-is-other ${own}`]);
    await check(await sealed({ entitlements: { 'aps-environment': 'production' } }), [`profile-entitlement-missing ${own}`]);
    await check(await sealed({ entitlements: { 'keychain-access-groups': ['STRANGE123.x'] } }), [`profile-entitlement-differs ${own}`]);
    await check(await sealed({ entitlements: { 'application-identifier': `${team}.com.acme.bye` } }), [
      `ipa-application-identifier-differs ${app}`,
    ]);
    await check(await sealed({ entitlements: { 'get-task-allow': true } }), [`ipa-debuggable ${app}`]);
    const developer = pki.leaf({ markers: development, label: 'developer', name: 'Apple Development: Jo (ABCDE12345)' });
    await check(await sealed({ signer: developer }), [
      `certificate-kind-differs ${app}`,
      'certificate-kind-differs PlugIns/Share.appex/Share',
    ]);
  });

  it('finds code that does not meet the requirement it states itself, and says what could not be checked', async () => {
    const whole = await sealedFiles();
    const stating = async (path: string, ...operands: readonly RequirementOperand[]): Promise<Bytes> => {
      const code = whole[path];
      assert.ok(code instanceof Uint8Array);
      return await packContent({ ...whole, [path]: withRequirement(code, requirement(...operands), signerOf(pki, leaf)) });
    };
    const executable = `${appRoot}/Hello`;
    const apple = [op.and, op.appleGenericAnchor, op.certField, 0, 'subject.OU', 1] as const;
    await checkStated(await stating(executable, ...apple, team), []);
    await checkStated(await stating(executable, ...apple, 'OTHER12345'), ['seal-requirement-unmet Hello'], [1, false, true]);
    await checkStated(await stating(executable, op.ident, 'com.acme.bye'), ['seal-requirement-unmet Hello'], [1, false, true]);
    await checkStated(await stating(executable, op.notarized), ['seal-requirement-not-checked Hello']);
    await checkStated(await stating(executable, 99), ['seal-requirement-not-checked Hello']);
    const found = await checkStated(
      await stating(executable, op.infoKeyField, 'CFBundleVersion', 1, '2'),
      ['seal-requirement-unmet Hello'],
      [1, false, true],
    );
    assert.match(found, /does not meet its own requirement: info\[CFBundleVersion\] = "2"/);

    async function checkStated(ipa: Bytes, expected: readonly string[], verdict = [0, true, true]): Promise<string> {
      const files = await setUp({ files: { 'v.ipa': ipa } });
      const { exitCode, json, out } = await run(files, 'package', 'verify', 'v.ipa', '--trusted-root', 'root.pem');
      assert.deepEqual(
        json.findings.map(({ code, file, slot }) => `${code} ${file.replace(`${appRoot}/`, '')}${slot === -2 ? '' : slot}`),
        expected,
      );
      assert.deepEqual([exitCode, json.verified, json.sealed], verdict);
      return out.replaceAll('\\"', '"');
    }
  });

  it('wants identifiers of extensions below that of the app', async () => {
    const content = appContent();
    const info = Buffer.from(content[`${extensionRoot}/Info.plist`] ?? []).toString();
    const other = { ...content, [`${extensionRoot}/Info.plist`]: utf8(info.replace('com.acme.hello.share', 'com.acme.share')) };
    const programs = new Map([
      [appRoot, { profile: appProfile, entitlements: entitlementsOf('com.acme.hello') }],
      [
        extensionRoot,
        { profile: pki.profile({ certificates: [leaf], identifier: 'com.acme.share' }), entitlements: entitlementsOf('com.acme.share') },
      ],
    ]);
    const ipa = await packContent(await applySeal(other, await sealContent(other, { pki, signer: signerOf(pki, leaf), programs })));
    await check(ipa, ['ipa-nested-identifier PlugIns/Share.appex/Info.plist']);
  });

  it('wants all code of one team', async () => {
    const content = appContent();
    const library = `${appRoot}/Frameworks/libloose.1.dylib`;
    const foreign = await applySeal(content, await sealContent(content, { pki, signer: signerOf(pki, otherLeaf) }));
    // Sealed by the app as it is: signed code that is signed again keeps nothing, so it is put in afterwards.
    const files = {
      ...(await applySeal(content, await sealContent(content, { pki, signer: signerOf(pki, leaf) }))),
      [library]: foreign[library] ?? '',
    };
    const memory = await setUp({ files: { 'v.ipa': await packContent(files) } });
    const { json } = await run(memory, 'package', 'verify', 'v.ipa', '--trusted-root', 'root.pem');
    assert.ok(codes(json.findings).includes('ipa-nested-team-differs'));
  });

  it('takes an unknown authority for an error, as devices do', async () => {
    const files = await setUp({ files: { 'v.ipa': await sealed() } });
    const { exitCode, json } = await run(files, 'package', 'verify', 'v.ipa');
    assert.deepEqual([exitCode, json.verified, json.sealed], [1, false, true]);
    assert.deepEqual([...new Set(codes(json.findings))], ['certificate-issuer-unknown', 'profile-issuer-unknown']);
    assert.ok(json.issues.every(({ severity }) => severity === 'error'));
  });

  it('says where the seal is broken', async () => {
    const files = await setUp();
    const { exitCode, json } = await run(files, 'package', 'verify', 'a.ipa');
    assert.deepEqual([exitCode, json.verified, json.sealed, json.profile, json.signers], [1, false, false, null, []]);
    assert.deepEqual(json.findings[0], {
      code: 'seal-missing',
      file: `${appRoot}/Frameworks/libloose.1.dylib`,
      slot: null,
      message: 'The code for arm64 is not signed',
    });
  });

  it('tells people in short', async () => {
    const files = await setUp({ files: { 'v.ipa': await sealed() } });
    const good = await commandLine(files, ['package', 'verify', 'v.ipa', '--trusted-root', 'root.pem'], { environment });
    assert.match(good.out, /^Signatures valid\.\n/);
    assert.match(
      (await commandLine(files, ['package', 'verify', 'v.ipa'], { environment })).out,
      /^The seal is valid, but devices refuse the package\.\n/,
    );
    assert.match((await commandLine(files, ['package', 'verify', 'a.ipa'], { environment })).out, /^The seal is invalid\.\n/);
  });
});

describe('package inspect for iOS', () => {
  it('shows the seal bundle by bundle, what each claims, and which devices are refused by which bundle', async () => {
    const [one = '', two = ''] = devices;
    const extension = pki.profile({
      certificates: [leaf],
      identifier: 'com.acme.hello.share',
      name: 'Share',
      devices: [one.toLowerCase()],
    });
    const files = await setUp({ files: { 'share.mobileprovision': extension } });
    const signed = await sign(files, '--profile', 'share.mobileprovision');
    assert.equal(signed.exitCode, 0);
    const { exitCode, out } = await commandLine(files, ['package', 'inspect', 'out.ipa', '--json'], { environment });
    const { seal, signing } = JSON.parse(out);
    assert.deepEqual([exitCode, signing.seal, seal.sealed], [0, 'valid', true]);
    const shown = seal.bundles.map((bundle: { path: string; kind: string; profile: string | null; signer: string }) => [
      bundle.path.slice(appRoot.length),
      bundle.kind,
      bundle.profile,
      bundle.signer.includes('Apple Distribution: Lab Corp'),
    ]);
    assert.deepEqual(shown, [
      ['', 'app', 'App', true],
      ['/Frameworks/Core.framework', 'framework', null, true],
      ['/PlugIns/Share.appex', 'appex', 'Share', true],
    ]);
    const [app] = seal.bundles;
    assert.deepEqual(
      app.entitlements.map(({ key, verdict }: { key: string; verdict: string }) => `${key} ${verdict}`),
      [
        'application-identifier granted',
        'com.apple.developer.team-identifier granted',
        'get-task-allow granted',
        'keychain-access-groups granted',
      ],
    );
    assert.deepEqual(seal.devices, [
      { device: one, missingIn: [] },
      { device: two, missingIn: [extensionRoot] },
    ]);
    const { out: text } = await commandLine(files, ['package', 'inspect', 'out.ipa'], { environment });
    assert.match(text, /Seal +valid\n/);
    assert.match(text, new RegExp(`${two} is refused: not in the profile of ${extensionRoot}\n`));
  });

  it('lists what is broken with the bundle it is in', async () => {
    const files = await setUp();
    await sign(files);
    const content = await filesOfPackage(files, 'out.ipa');
    const core = `${appRoot}/Frameworks/Core.framework/Info.plist`;
    const info = content[core];
    assert.ok(info instanceof Uint8Array);
    await files.writeFile(
      '/app/broken.ipa',
      await packContent({ ...content, [core]: concatBytes(info, utf8('\n')), [`${extensionRoot}/x`]: utf8('') }),
    );
    const { out } = await commandLine(files, ['package', 'inspect', 'broken.ipa', '--json'], { environment });
    const { seal, signing } = JSON.parse(out);
    assert.deepEqual([seal.sealed, signing.seal], [false, 'invalid']);
    const found = seal.bundles.map(({ path, findings }: { path: string; findings: readonly { code: string }[] }) => [
      path.slice(appRoot.length),
      findings.map(({ code }) => code).filter((code) => code.startsWith('seal-')),
    ]);
    assert.deepEqual(found, [
      ['', []],
      ['/Frameworks/Core.framework', ['seal-info-changed', 'seal-nested-changed']],
      ['/PlugIns/Share.appex', ['seal-resource-added', 'seal-resource-added']],
    ]);
  });
});

describe('package sign of a package of an app', () => {
  it('adds a line to the ledger that names its parent, and leaves other packages alone', async () => {
    const files = await setUp();
    const bytes = await files.readFile('/app/a.ipa');
    const parent = {
      id: '0123456789abcdef',
      platform: 'ios',
      buildType: 'ad-hoc',
      format: 'ipa',
      name: 'Hello',
      appIdentifier: 'com.acme.hello',
      version: '1.0.0',
      versionCode: 1,
      engine: 'web',
      engineVersion: '1',
      createdAt: '2026-11-01T10:00:00Z',
      createdBy: 'Ada',
      commit: 'c'.repeat(40),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      path: 'a.ipa',
      fromTheFuture: { kept: true },
    };
    const ledger = '/app/.mobile-distribution/packages.jsonl';
    await files.writeFile(ledger, utf8(`${JSON.stringify(parent)}\n`));
    const { exitCode, out } = await commandLine(files, ['package', 'sign', 'a.ipa', ...signArguments, '--json'], { environment });
    const { record } = JSON.parse(out);
    assert.deepEqual([exitCode, record.parent], [0, parent.id]);
    const [first, second, ...others] = fromUtf8(await files.readFile(ledger))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // What a newer version of the product wrote stays as it is.
    assert.deepEqual([first, others], [parent, []]);
    const signed = await files.readFile('/app/out.ipa');
    assert.deepEqual(
      [second.id, second.parent, second.sha256, second.sizeBytes, second.path],
      [record.id, parent.id, createHash('sha256').update(signed).digest('hex'), signed.length, 'out.ipa'],
    );
    assert.deepEqual(
      [second.version, second.versionCode, second.engine, second.commit, second.buildType],
      ['1.0.0', 1, 'web', parent.commit, 'ad-hoc'],
    );
    assert.deepEqual(inspectLedger(fromUtf8(await files.readFile(ledger))).issues, []);
    // The same again from another content: it is in no ledger.
    await files.writeFile('/app/a.ipa', await packContent({ ...appContent(), [`${appRoot}/other.txt`]: utf8('x') }));
    assert.equal((await run(files, 'package', 'sign', 'a.ipa', ...signArguments)).exitCode, 0);
    assert.equal(
      fromUtf8(await files.readFile(ledger))
        .trim()
        .split('\n').length,
      2,
    );
  });
});
