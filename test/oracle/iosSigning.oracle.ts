/**
 * What we sign for iOS, judged by openssl and LLVM's tools; and what zsign signs, judged by our verifier: each of its known faults must be
 * named.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResigner } from 'zsign-wasm';
import { appleIntermediates } from '../../src/core/assets/apple/appleCertificates.ts';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { derNull, derObjectIdentifier, derSequence } from '../../src/core/formats/asn1/derWriter.ts';
import { parseSuperBlob } from '../../src/core/formats/code-signature/superBlob.ts';
import { inspectFatHeader } from '../../src/core/formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../src/core/formats/mach-o/inspectMachO.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { createCertificate } from '../../src/core/formats/x509/createCertificate.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { verifyIpa, type IpaVerification } from '../../src/core/packages/ipa/seal/verifyIpa.ts';
import { openArchiveFiles } from '../../src/core/signing/apple/bundle/archiveFiles.ts';
import { findBundle } from '../../src/core/signing/apple/bundle/bundleTree.ts';
import { sealApp } from '../../src/core/signing/apple/bundle/sealApp.ts';
import { writeSealedArchive } from '../../src/core/signing/apple/bundle/writePackage.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { ApplePki, team } from '../support/applePki.ts';
import { MemorySink } from '../support/memorySink.ts';
import { armv7, encodeFat } from '../support/machOFiles.ts';
import {
  appContent,
  appRoot,
  applySeal,
  entitlementsOf,
  packContent,
  sealContent,
  signerOf,
  type AppContent,
} from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';
import { askJudge } from './support/judges.ts';

const folder = mkdtempSync(join(tmpdir(), 'mdist-ios-'));
const now = new Date('2026-11-21T10:00:00Z');
const executable = `${appRoot}/Hello`;

function write(name: string, bytes: Bytes | string): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

async function verify(ipa: Bytes, trusted: ApplePki | undefined): Promise<IpaVerification> {
  const source = bytesSource(ipa);
  const { archive } = await inspectZip(source);
  return await verifyIpa(source, archive, { now, trusted: trusted ? [trusted.root] : [] });
}

function codeOf(content: AppContent, path: string): Bytes {
  const bytes = content[path];
  ok(bytes instanceof Uint8Array);
  return bytes;
}

/** Each slice by itself, with the parts of its signature. */
function slicesOf(code: Bytes): readonly { readonly slice: Bytes; readonly blobs: ReadonlyMap<number, Bytes> }[] {
  const { slices = [{ offset: 0, length: code.length }] } = inspectFatHeader(code, code.length);
  return slices.map(({ offset, length }) => {
    const slice = code.subarray(offset, offset + length);
    const signature = inspectMachO(slice).file?.codeSignature;
    const found = parseSuperBlob(slice.subarray(signature?.offset, (signature?.offset ?? 0) + (signature?.length ?? 0)));
    return { slice, blobs: new Map(found.map(({ slot, encoded, data }) => [slot, slot === 0x10000 ? data : encoded])) };
  });
}

describe('signed iOS apps', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  const fat = encodeFat([signableMachO({ bits: 32, cpu: armv7, minos: 9 }), signableMachO({ minos: 9 })]);
  const apps: Readonly<Record<string, AppContent>> = {
    'one slice': appContent(),
    'systems with SHA-1': appContent({ minos: 9 }),
    'a universal executable': { ...appContent(), [executable]: fat },
  };

  for (const algorithm of ['rsa-2048', 'ec-p256'] as const)
    for (const [name, content] of Object.entries(apps))
      it(`openssl verifies the signature over each code directory: ${name}, authority with ${algorithm}`, async () => {
        const pki = new ApplePki(algorithm, `seal ${algorithm}`);
        const sealed = await applySeal(content, await sealContent(content, { pki }));
        deepStrictEqual((await verify(await packContent(sealed), pki)).findings, []);
        const root = write('root.pem', encodePem('CERTIFICATE', pki.root.der));
        for (const { blobs } of slicesOf(codeOf(sealed, executable))) {
          const cms = write('cms.der', blobs.get(0x10000) ?? '');
          const directory = write('directory', blobs.get(0) ?? '');
          const args = ['cms', '-verify', '-inform', 'DER', '-in', cms, '-content', directory, '-binary', '-CAfile', root];
          const options = ['-purpose', 'any', '-ignore_critical', '-attime', String(now.getTime() / 1000), '-out', join(folder, 'content')];
          const { exitCode, stderr } = askJudge('openssl', [...args, ...options]);
          strictEqual(exitCode, 0, stderr);
          const altered = codeOf({ directory: blobs.get(0) ?? '' }, 'directory').slice();
          altered[50] = (altered[50] ?? 0) ^ 1;
          write('directory', altered);
          ok(askJudge('openssl', [...args, ...options]).exitCode !== 0);
        }
      });

  it('an EC key signs as well', async () => {
    const pki = new ApplePki('ec-p256', 'ec leaf');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = pki.leaf();
    const identity: SigningIdentity = { privateKey, certificates: [ecCertificate(publicKey), ...other.certificates.slice(1)] };
    const content = appContent();
    const sealed = await applySeal(content, await sealContent(content, { pki, signer: signerOf(pki, identity) }));
    const [slice] = slicesOf(codeOf(sealed, executable));
    const { exitCode, stderr } = askJudge('openssl', [
      'cms',
      '-verify',
      '-noverify',
      '-inform',
      'DER',
      '-in',
      write('ec.der', slice?.blobs.get(0x10000) ?? ''),
      '-content',
      write('ec.directory', slice?.blobs.get(0) ?? ''),
      '-binary',
      '-out',
      join(folder, 'content'),
    ]);
    strictEqual(exitCode, 0, stderr);
  });

  it('LLVM reads the load commands and the segments, and finds nothing truncated', async () => {
    const pki = new ApplePki();
    for (const content of Object.values(apps)) {
      const sealed = await applySeal(content, await sealContent(content, { pki }));
      for (const { slice } of slicesOf(codeOf(sealed, executable))) {
        const { exitCode, stdout, stderr } = askJudge('llvm-objdump', ['--macho', '--private-headers', write('code', slice)]);
        strictEqual(exitCode, 0, stderr);
        const [, dataoff = '', datasize = ''] = /cmd LC_CODE_SIGNATURE\s+cmdsize 16\s+dataoff (\d+)\s+datasize (\d+)/.exec(stdout) ?? [];
        strictEqual(Number(dataoff) + Number(datasize), slice.length);
      }
    }
  });
});

function ecCertificate(publicKey: ReturnType<typeof createPublicKey>): Bytes {
  const subject = [
    { type: 'CN', value: 'Apple Distribution: EC Corp' },
    { type: 'OU', value: team },
  ];
  const issuer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return createCertificate({
    subject,
    publicKey,
    issuer: { name: [{ type: 'CN', value: 'EC Root' }], privateKey: issuer.privateKey },
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
    serialNumber: Uint8Array.of(1),
    isCa: false,
    extensions: [],
  });
}

describe('what zsign signs', () => {
  interface ZsignInput {
    readonly certificate: Bytes;
    readonly key: Bytes;
    readonly profile: Bytes;
  }

  const pki = new ApplePki('rsa-2048', 'zsign');
  const leaf = pki.leaf();

  function inputOf(identity: SigningIdentity): ZsignInput {
    return {
      certificate: utf8(encodePem('CERTIFICATE', identity.certificates[0])),
      key: utf8(String(identity.privateKey.export({ type: 'pkcs8', format: 'pem' }))),
      profile: pki.profile({ certificates: [identity] }),
    };
  }

  async function zsign({ certificate, key, profile }: ZsignInput, content: AppContent, sha256Only: boolean): Promise<Bytes> {
    const resigner = await createResigner();
    resigner.setLogLevel(0);
    const options = { cert: certificate, pkey: key, prov: profile, forceSign: true, sha256Only };
    return (await resigner.signIpa(await packContent(content), options)).data;
  }

  async function check(ipa: Bytes, expected: Readonly<Record<string, string>>): Promise<void> {
    const { verified, sealed, findings } = await verify(ipa, pki);
    deepStrictEqual([verified, sealed], [false, false]);
    for (const [code, file] of Object.entries(expected))
      ok(
        findings.some((finding) => finding.code === code && finding.file === `${appRoot}${file}`),
        `${code} ${file}: ${findings.map((finding) => `${finding.code} ${finding.file}`).join('\n')}`,
      );
  }

  it('has the faults that are known of it, each by its own code', async () => {
    await check(await zsign(inputOf(leaf), appContent(), true), {
      // An authority that is not Apple's gets no CMS at all, without an error.
      'seal-cms-missing': '/Hello',
      'seal-der-entitlements-legacy': '/Hello',
      'seal-exec-flags-differ': '/Hello',
      'ipa-profile-missing': '/PlugIns/Share.appex',
      'seal-resource-optional': '/Base.lproj/Main.strings',
      'seal-entitlements-in-library': '/Frameworks/Core.framework/Core',
    });
  });

  it('lists one of two code directories in the attribute that must name both', async () => {
    // Its chain is found by the name of the issuer alone.
    const issuer = appleIntermediates.find(({ subject }) => subject.attributes.some(({ value }) => value === 'G3'));
    ok(issuer);
    const { privateKey } = leaf;
    const certificate = createCertificate({
      subject: [
        { type: 'CN', value: 'Apple Distribution: Lab Corp' },
        { type: 'OU', value: team },
      ],
      publicKey: createPublicKey(privateKey),
      issuer: { name: issuer.subject.attributes.map(({ key, value }) => ({ type: key, value })).toReversed(), privateKey },
      notBefore: new Date('2025-01-01T00:00:00Z'),
      notAfter: new Date('2035-01-01T00:00:00Z'),
      serialNumber: Uint8Array.of(9),
      isCa: false,
      extensions: [
        { oid: '2.5.29.37', isCritical: true, value: derSequence(derObjectIdentifier('1.3.6.1.5.5.7.3.3')) },
        { oid: '1.2.840.113635.100.6.1.4', isCritical: true, value: derNull() },
      ],
    });
    strictEqual(
      new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))),
      true,
    );
    const ipa = await zsign(inputOf({ privateKey, certificates: [certificate] }), appContent({ minos: 9 }), false);
    await check(ipa, { 'seal-cd-digests-differ': '/Hello' });
  });

  it('is sealed without fault when we sign it again', async () => {
    const source = bytesSource(await zsign(inputOf(leaf), appContent(), true));
    const { archive } = await inspectZip(source);
    const { files } = await openArchiveFiles(source, archive);
    const app = await findBundle(files, appRoot);
    ok(app);
    const programOf = (identifier: string) => ({
      profile: pki.profile({ certificates: [leaf], identifier }),
      entitlements: entitlementsOf(identifier),
    });
    const programs = new Map([
      [appRoot, programOf('com.acme.hello')],
      [`${appRoot}/PlugIns/Share.appex`, programOf('com.acme.hello.share')],
    ]);
    const sealed = await sealApp({ files, app, signer: signerOf(pki, leaf), programs });
    const sink = new MemorySink();
    await writeSealedArchive({ source, archive, files }, sealed, sink);
    deepStrictEqual((await verify(sink.bytes(), pki)).findings, []);
  });
});
