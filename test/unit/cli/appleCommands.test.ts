import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../src/core/base/bytes.ts';
import { parsePem } from '../../../src/core/formats/pem/pem.ts';
import { fromUtf8 } from '../../../src/core/base/bytes.ts';
import { inspectCertificateRequest } from '../../../src/core/formats/x509/certificateRequest.ts';
import { ApplePki, devices, p12Of, p12Password } from '../../support/applePki.ts';
import { keyBag, pfx, pkcs12Mac, plainPart } from '../../support/pkcs12Pieces.ts';
import { keystoreOf } from '../../support/keystores.ts';
import { throwAwayKey } from '../../support/throwAwayIdentity.ts';
import { writeJks } from '../../support/jksWriter.ts';
import { commandLine, type CommandLineResult } from '../../support/commandLine.ts';
import { ipaEntries } from '../../support/ipaFiles.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { smallArchive } from '../../support/smallPackages.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const environment = { P: p12Password, W: 'wrong' };
const world = { trustedRoots: [pki.root] };

function run(files: MemoryFiles, ...args: readonly string[]): Promise<CommandLineResult> {
  return commandLine(files, args, { environment, world });
}

async function filesWith(name: string, bytes: Bytes): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await files.writeFile(`/app/${name}`, bytes);
  return files;
}

describe('certificate inspect', () => {
  it('prints identities and issues', async () => {
    const files = await filesWith('a.p12', await p12Of([leaf]));
    const { exitCode, out } = await run(files, 'certificate', 'inspect', 'a.p12', '--password', 'env:P', '--json');
    const { identities, issues } = JSON.parse(out);
    deepStrictEqual([exitCode, Object.keys(JSON.parse(out)), issues.length], [0, ['path', 'identities', 'issues'], 0]);
    const [{ sha1, sha256, ...identity }] = identities;
    deepStrictEqual(identity, {
      subject: 'UID=TEAM123456, CN=Apple Distribution: Lab Corp (TEAM123456), OU=TEAM123456, O=Lab Corp, C=US',
      team: 'TEAM123456',
      kind: 'apple-distribution',
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2035-01-01T00:00:00.000Z',
      hasPrivateKey: true,
    });
    deepStrictEqual([sha1.length, sha256.length], [40, 64]);
  });

  it('says when the root is not trusted', async () => {
    const files = await filesWith('a.p12', await p12Of([new ApplePki('ec-p256', 'stranger').leaf()]));
    const { out } = await run(files, 'certificate', 'inspect', 'a.p12', '--password', 'env:P', '--json');
    deepStrictEqual(
      JSON.parse(out).issues.map(({ code }: { code: string }) => code),
      ['certificate-issuer-unknown'],
    );
  });

  it('shows people what they look for, and never a key', async () => {
    const { out } = await run(await filesWith('a.p12', await p12Of([leaf])), 'certificate', 'inspect', 'a.p12', '--password', 'env:P');
    match(
      out,
      /^\/app\/a\.p12: PKCS12\n\nName {9}Apple Distribution: Lab Corp \(TEAM123456\)\nKind {9}Apple Distribution certificate\nTeam {9}TEAM123456\nPrivate key {2}yes, RSA 2048\n/,
    );
    match(out, /SHA-1 {8}([0-9A-F]{2}:){19}[0-9A-F]{2}\n/);
    ok(!out.includes(p12Password));
  });

  it('says without a password what can be known, and fails with a wrong one', async () => {
    const files = await filesWith('a.p12', await p12Of([leaf]));
    const without = await run(files, 'certificate', 'inspect', 'a.p12', '--json');
    deepStrictEqual([without.exitCode, JSON.parse(without.out).issues[0].code], [0, 'certificate-password-missing']);
    const wrong = await run(files, 'certificate', 'inspect', 'a.p12', '--password', 'env:W', '--json');
    deepStrictEqual([wrong.exitCode, JSON.parse(wrong.out).issues[0].code], [1, 'certificate-password-wrong']);
    strictEqual((await run(files, 'certificate', 'inspect', 'a.p12', '--password', 'hunter2')).exitCode, 2);
  });
});

describe('profile inspect', () => {
  it('prints what the profile allows', async () => {
    const files = await filesWith('a.mobileprovision', pki.profile({ certificates: [leaf] }));
    const { exitCode, out } = await run(files, 'profile', 'inspect', 'a.mobileprovision', '--json');
    strictEqual(exitCode, 0);
    const { certificates, ...document } = JSON.parse(out);
    deepStrictEqual(document, {
      path: '/app/a.mobileprovision',
      name: 'Lab ad-hoc',
      uuid: '0a1b2c3d-0000-4000-8000-000000000000',
      kind: 'ad-hoc',
      teamIdentifier: 'TEAM123456',
      applicationIdentifier: 'TEAM123456.com.acme.hello',
      expiresAt: '2035-01-01T00:00:00.000Z',
      devices,
      signatureValid: true,
      entitlements: {
        'application-identifier': 'TEAM123456.com.acme.hello',
        'com.apple.developer.team-identifier': 'TEAM123456',
        'get-task-allow': false,
        'keychain-access-groups': ['TEAM123456.*'],
      },
      issues: [],
    });
    deepStrictEqual(Object.keys(certificates[0]), ['subject', 'sha1']);
  });

  it('shows people the same', async () => {
    const files = await filesWith('a.mobileprovision', pki.profile({ certificates: [leaf] }));
    const { out } = await run(files, 'profile', 'inspect', 'a.mobileprovision');
    match(out, /Kind {7}ad-hoc\nApp {8}TEAM123456\.com\.acme\.hello\nTeam {7}TEAM123456, Lab Corp\n/);
    match(out, /Devices \(2\)\n00008110-001A2B3C4D5E001E\n/);
  });

  it('ends with 1 when the profile is none, or was changed', async () => {
    const none = await run(await filesWith('a', leaf.certificates[0]), 'profile', 'inspect', 'a', '--json');
    deepStrictEqual([none.exitCode, JSON.parse(none.out).kind, JSON.parse(none.out).issues[0].code], [1, null, 'file-is-certificate']);
    const changed = pki.profile();
    changed.set(Buffer.from('Demx'), Buffer.from(changed).indexOf('Demo'));
    const { exitCode, out } = await run(await filesWith('a', changed), 'profile', 'inspect', 'a', '--json');
    deepStrictEqual([exitCode, JSON.parse(out).signatureValid, JSON.parse(out).name], [1, false, 'Lab ad-hoc']);
  });
});

describe('making certificates', () => {
  it('goes from a request to a .p12 and to a copy for macOS', async () => {
    const files = new MemoryFiles();
    const requested = await run(
      files,
      'certificate',
      'request',
      'a.certSigningRequest',
      '--key',
      'a.key',
      '--password',
      'env:P',
      '--email',
      'ada@example.com',
    );
    strictEqual(requested.exitCode, 0, requested.err);
    const [pem] = parsePem(files.text('/app/a.certSigningRequest') ?? '');
    strictEqual(
      inspectCertificateRequest(pem?.bytes ?? new Uint8Array(0)).request?.subject.text,
      'CN=mobile-distribution, EMAILADDRESS=ada@example.com',
    );
    deepStrictEqual(
      [files.content.get('/app/a.key')?.mode, files.text('/app/a.key')?.startsWith('-----BEGIN ENCRYPTED PRIVATE KEY-----')],
      [0o600, true],
    );
    strictEqual((await run(files, 'certificate', 'request', 'a.certSigningRequest', '--key', 'b.key', '--password', 'env:P')).exitCode, 1);
    // Another key's certificate does not go together with this one.
    await files.writeFile('/app/a.cer', leaf.certificates[0]);
    const mismatch = await run(files, 'certificate', 'combine', 'a.cer', '--key', 'a.key', '--out', 'a.p12', '--password', 'env:P');
    deepStrictEqual([mismatch.exitCode, files.content.has('/app/a.p12')], [1, false]);
    const locked = await run(files, 'certificate', 'combine', 'a.cer', '--key', 'a.key', '--out', 'a.p12', '--password', 'env:W');
    match(locked.err, /password of the private key is wrong/);
  });

  it('takes the key of a .p12 that has no certificate, and refuses another key in it', async () => {
    const key = await pfx([plainPart(keyBag(leaf.privateKey))], pkcs12Mac(p12Password));
    const files = await filesWith('key.p12', key);
    await files.writeFile('/app/a.cer', leaf.certificates[0]);
    const combine = ['certificate', 'combine', 'a.cer', '--key', 'key.p12', '--out', 'a.p12', '--password', 'env:P'] as const;
    const combined = await run(files, ...combine);
    deepStrictEqual([combined.exitCode, combined.err], [0, '']);
    const { out } = await run(files, 'certificate', 'inspect', 'a.p12', '--password', 'env:P', '--json');
    const [{ hasPrivateKey, team }] = JSON.parse(out).identities;
    deepStrictEqual([hasPrivateKey, team], [true, 'TEAM123456']);
    // The other key is refused, whatever file it is in.
    await files.writeFile('/app/key.p12', await pfx([plainPart(keyBag(throwAwayKey('rsa-2048', 'another')))], pkcs12Mac(p12Password)));
    const mismatch = await run(files, ...combine, '--force');
    deepStrictEqual([mismatch.exitCode, JSON.stringify(mismatch).includes('PRIVATE KEY')], [1, false]);
  });

  it('names what is odd about a wrong password, and does not show it', async () => {
    const secret = 'marker-9f2c-password';
    const odd = [
      ['', 'is empty'],
      [`${secret}\n`, 'ends with a line break'],
      [`${secret}\r\n`, 'ends with a line break'],
      [`"${secret}"`, 'is enclosed in quotation marks'],
      [`${secret} `, 'ends with a space'],
      ['$STORE_PASSWORD', 'is a variable name that was not replaced'],
      [secret, undefined],
    ] as const;
    const keystore = await keystoreOf([{ alias: 'upload' }], 'right-password');
    const jks = writeJks({ entries: [], password: 'right-password' });
    const files = new MemoryFiles({ '/app/a.p12': await p12Of([leaf]), '/app/up.p12': keystore, '/app/up.jks': jks });
    for (const [kind, name] of [
      ['certificate', 'a.p12'],
      ['keystore', 'up.p12'],
      ['keystore', 'up.jks'],
    ] as const)
      for (const [password, flaw] of odd) {
        const given = { environment: { X: password }, world };
        for (const form of [['--json'], []]) {
          const { exitCode, out, err } = await commandLine(files, [kind, 'inspect', name, '--password', 'env:X', ...form], given);
          const what = `${name} ${JSON.stringify(password)} ${out} ${err}`;
          strictEqual(exitCode, 1, what);
          strictEqual(`${out}${err}`.includes('[password-flaw]') || out.includes('"password-flaw"'), flaw !== undefined, what);
          ok(flaw === undefined || `${out}${err}`.includes(flaw), what);
          ok(!`${out}${err}`.includes(secret) && !`${out}${err}`.includes('STORE_PASSWORD'), what);
        }
      }
  });

  it('copies what macOS refuses', async () => {
    const files = await filesWith('a.p12', await p12Of([leaf], 'modern'));
    strictEqual((await run(files, 'certificate', 'convert', 'a.p12', '--out', 'b.p12', '--password', 'env:W')).exitCode, 1);
    strictEqual((await run(files, 'certificate', 'convert', 'a.p12', '--out', 'b.p12', '--password', 'env:P')).exitCode, 0);
    const { out } = await run(files, 'certificate', 'inspect', 'b.p12', '--password', 'env:P', '--json');
    deepStrictEqual(
      JSON.parse(out).issues.map(({ code }: { code: string }) => code),
      [],
    );
    ok(!fromUtf8(files.content.get('/app/b.p12')?.bytes ?? new Uint8Array(0)).includes(p12Password));
  });
});

describe('validate --sarif', () => {
  it('prints a log for code scanning', async () => {
    const files = new MemoryFiles({
      '/app/dist/index.html': '',
      '/app/mobile-distribution.json':
        '{\n  "web": { "webDir": "dist" },\n  "android": {\n    "appIdentifier": "com.acme.new",\n    "buildType": "debug"\n  }\n}',
    });
    const { exitCode, out } = await run(files, 'validate', '--sarif');
    strictEqual(exitCode, 1);
    const log = JSON.parse(out);
    deepStrictEqual(
      [log.version, log.runs.length, log.runs[0].tool.driver.name, log.runs[0].columnKind],
      ['2.1.0', 1, 'mdist', 'utf16CodeUnits'],
    );
    const [{ tool, results }] = log.runs;
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'identifier-java-keyword');
    deepStrictEqual(
      [tool.driver.rules[result.ruleIndex].id, result.level, result.locations],
      [
        'identifier-java-keyword',
        'error',
        [
          {
            physicalLocation: {
              artifactLocation: { uri: 'mobile-distribution.json' },
              region: { startLine: 4, startColumn: 22, endLine: 4, endColumn: 36 },
            },
            logicalLocations: [{ fullyQualifiedName: '/android/appIdentifier', kind: 'member' }],
          },
        ],
      ],
    );
    match(result.partialFingerprints['mdistIssue/v1'], /^[0-9a-f]{64}$/);
    strictEqual((await run(files, 'validate', '--sarif', '--json')).exitCode, 2);
  });
});

describe('package inspect of an iOS package', () => {
  it('gives programs what they look for', async () => {
    const bytes = await smallArchive(ipaEntries({ pki, leaf, signature: { team: 'OTHER12345' } }));
    const { exitCode, out } = await run(await filesWith('a.ipa', bytes), 'package', 'inspect', 'a.ipa', '--json');
    const { format, appIdentifier, label, version, versionCode, minimumOs, deviceFamilies, architectures, signer, profile, ...rest } =
      JSON.parse(out);
    strictEqual(exitCode, 0);
    deepStrictEqual(
      { format, appIdentifier, label, version, versionCode, minimumOs, deviceFamilies, architectures },
      {
        format: 'ipa',
        appIdentifier: 'com.acme.hello',
        label: 'Hello Web',
        version: '1.4.0',
        versionCode: '12',
        minimumOs: '15.1',
        deviceFamilies: ['iPhone', 'iPad'],
        architectures: ['arm64'],
      },
    );
    deepStrictEqual([signer.kind, profile.name, profile.kind, profile.devices], ['apple-distribution', 'Lab ad-hoc', 'ad-hoc', 2]);
    deepStrictEqual([rest.team, rest.signing.seal, rest.entitlements['get-task-allow']], ['OTHER12345', 'invalid', false]);
    const issues: readonly { readonly code: string; readonly file: string }[] = rest.issues;
    // The signature of this package is for its facts alone, and is not a seal.
    deepStrictEqual(
      issues.filter(({ code }) => !code.startsWith('seal-')).map(({ code, file }) => [code, file]),
      [['ipa-team-differs', '/app/a.ipa']],
    );
    ok(issues.some(({ code }) => code === 'seal-slot-not-sealed'));
  });

  it('tells people', async () => {
    const { out } = await run(await filesWith('a.ipa', await smallArchive(ipaEntries({ pki, leaf }))), 'package', 'inspect', 'a.ipa');
    match(out, /^Hello Web 1\.4\.0\n/);
    match(out, /State +with a certificate\n +Seal +invalid\n/);
    match(out, /\nPayload\/Hello\.app \(com\.acme\.hello\)\n +Problems +10 that devices refuse, 3 doubtful\n +Profile +Lab ad-hoc\n/);
    match(out, /application-identifier +TEAM123456\.com\.acme\.hello +granted\n/);
    match(out, /00008110-001A2B3C4D5E001E is allowed\n/);
    match(out, /extension {2}com\.acme\.hello\.share/);
    ok(!out.includes('package verify'));
  });
});

describe('package inspect --compare', () => {
  async function two(): Promise<MemoryFiles> {
    // Its signature differs each time it is made.
    const same = { 'embedded.mobileprovision': pki.profile({ certificates: [leaf] }) };
    const info = { CFBundleShortVersionString: '1.5.0', UIDeviceFamily: [1] };
    const files = await filesWith('old.ipa', await smallArchive(ipaEntries({ pki, leaf, change: same })));
    const change = { ...same, 'www/more.js': new Uint8Array(9) };
    await files.writeFile('/app/new.ipa', await smallArchive(ipaEntries({ pki, leaf, info, change })));
    return files;
  }

  it('gives programs both sides and what differs', async () => {
    const { exitCode, out } = await run(await two(), 'package', 'inspect', 'new.ipa', '--compare', 'old.ipa', '--json');
    const { path, version, before, difference, issues } = JSON.parse(out);
    deepStrictEqual([exitCode, path, version, issues], [0, '/app/new.ipa', '1.5.0', []]);
    deepStrictEqual([before.path, before.version, before.format], ['/app/old.ipa', '1.4.0', 'ipa']);
    deepStrictEqual(difference.facts, [{ name: 'version', before: '1.4.0', after: '1.5.0' }]);
    deepStrictEqual(difference.lists, [{ name: 'deviceFamilies', added: [], removed: ['iPad'] }]);
    deepStrictEqual([difference.files.added, difference.files.removed, difference.files.changed], [1, 0, 1]);
  });

  it('tells people', async () => {
    const { out } = await run(await two(), 'package', 'inspect', 'new.ipa', '--compare', 'old.ipa');
    match(out, /^Changes\nBefore {2}\/app\/old\.ipa\nAfter {3}\/app\/new\.ipa\n/);
    match(out, /Version {2}1\.4\.0 {3}1\.5\.0/);
    match(out, /Devices\n {2}- iPad\n/);
    match(out, /Files: 1 added, 0 removed, 1 changed/);
    const same = await run(await two(), 'package', 'inspect', 'old.ipa', '--compare', 'old.ipa');
    match(same.out, /Only the packaging differs/);
  });

  it('says which of them is not a package', async () => {
    const files = await two();
    await files.writeFile('/app/no.apk', new Uint8Array(10));
    const { exitCode, out } = await run(files, 'package', 'inspect', 'new.ipa', '--compare', 'no.apk', '--json');
    const { difference, issues } = JSON.parse(out);
    deepStrictEqual([exitCode, difference, issues.length, issues[0].file], [1, null, 1, '/app/no.apk']);
  });
});
