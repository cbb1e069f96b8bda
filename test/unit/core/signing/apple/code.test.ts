import assert from 'node:assert/strict';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectFatHeader } from '../../../../../src/core/formats/mach-o/inspectFatHeader.ts';
import { createPlist } from '../../../../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../../../src/core/formats/plist/xmlPlist.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { requirementsText } from '../../../../../src/core/formats/code-signature/requirementText.ts';
import { identifierOfFile } from '../../../../../src/core/signing/apple/code/codeIdentifier.ts';
import { requirementsFor, teamOfSigner } from '../../../../../src/core/signing/apple/code/codeSigner.ts';
import { execSegFlags } from '../../../../../src/core/signing/apple/code/execSegFlags.ts';
import { hashTypesFor } from '../../../../../src/core/signing/apple/code/hashTypes.ts';
import { openCode, readEmbeddedInfo } from '../../../../../src/core/signing/apple/code/openCode.ts';
import { PageHasher } from '../../../../../src/core/signing/apple/code/pageHasher.ts';
import { signCode } from '../../../../../src/core/signing/apple/code/signCode.ts';
import { contentOfSource } from '../../../../../src/core/signing/apple/fileContent.ts';
import { piecesOf } from '../../../../../src/core/signing/apple/bundle/writePackage.ts';
import { SealFindings } from '../../../../../src/core/signing/apple/verify/sealFindings.ts';
import { verifyCode, type VerifiedCode } from '../../../../../src/core/signing/apple/verify/verifyCode.ts';
import { createHash, createPublicKey, hash } from 'node:crypto';
import { ApplePki, team } from '../../../../support/applePki.ts';
import { armv7, encodeFat, x86_64 } from '../../../../support/machOFiles.ts';
import { entitlementsOf, signerOf } from '../../../../support/sealedApps.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { signableMachO } from '../../../../support/signableMachO.ts';

const pki = new ApplePki();
const signer = signerOf(pki);

async function sign(bytes: Bytes, by = signer): Promise<Bytes> {
  const content = contentOfSource(bytesSource(bytes));
  const { code } = await openCode(content);
  assert.ok(code);
  const embedded = await readEmbeddedInfo(content, code);
  const { signed, issues } = await signCode({ content, code, identifier: 'tool', signer: by, embedded, wantsFileHashes: true });
  assert.deepEqual(issues, []);
  assert.ok(signed);
  const parts: Bytes[] = [];
  for await (const piece of piecesOf(signed.pieces, content)) parts.push(piece.slice());
  const whole = concatBytes(...parts);
  assert.equal(whole.length, signed.size);
  assert.deepEqual(signed.sha256, new Uint8Array(createHash('sha256').update(whole).digest()));
  assert.deepEqual(signed.sha1, new Uint8Array(createHash('sha1').update(whole).digest()));
  return whole;
}

async function verify(bytes: Bytes): Promise<{ readonly code: VerifiedCode; readonly codes: readonly string[] }> {
  const findings = new SealFindings();
  const code = await verifyCode(contentOfSource(bytesSource(bytes)), { file: 'tool', wantsFileHashes: false }, findings);
  return { code, codes: findings.list.map(({ issue }) => issue.code) };
}

describe('code that is signed', () => {
  it('has room for every certificate of a long chain', async () => {
    const more = Array.from({ length: 60 }, (_, index) => {
      const subject = [{ type: 'CN', value: `Intermediate ${index} ${'x'.repeat(200)}` }] as const;
      return throwAwayIdentity({ algorithm: 'ec-p256', subject }).certificates[0];
    });
    const [leaf, ...issuers] = signer.identity.certificates;
    const certificates = [leaf, ...issuers, ...more] as const;
    assert.ok(certificates.reduce((sum, { length }) => sum + length, 0) > 30_000);
    const signed = await sign(signableMachO(), { ...signer, identity: { ...signer.identity, certificates } });
    assert.deepEqual((await verify(signed)).codes, []);
  });

  const info = utf8(encodeXmlPlist(createPlist({ CFBundleIdentifier: 'com.acme.tool' })));

  for (const [name, bytes, hashes] of [
    ['for 64 bits', signableMachO(), ['sha256']],
    ['for 32 bits and old systems', signableMachO({ bits: 32, cpu: armv7, minos: 9 }), ['sha1', 'sha256']],
    ['without a system', signableMachO({ platform: null }), ['sha1', 'sha256']],
    ['for the simulator', signableMachO({ cpu: x86_64, platform: 7 }), ['sha256']],
    ['with an Info.plist inside', signableMachO({ info }), ['sha256']],
    ['of exactly some pages', signableMachO({ codeBytes: 4096 * 3, linkeditBytes: 4096 }), ['sha256']],
    ['of one page', signableMachO({ codeBytes: 10, linkeditBytes: 16 }), ['sha256']],
  ] as const)
    it(`verifies: ${name}`, async () => {
      const signed = await sign(bytes);
      const { code, codes } = await verify(signed);
      assert.deepEqual(codes, []);
      assert.deepEqual(
        code.slices[0]?.signature.codeDirectories.map(({ hashType }) => hashType),
        hashes,
      );
      assert.deepEqual(await sign(signed).then((again) => again.length), signed.length);
    });

  it('verifies code of every system and processor of Apple, and says which it is for', async () => {
    const arm64e = { cputype: 0x0100_000c, cpusubtype: 0x8000_0002 };
    const arm64of32 = { cputype: 0x0200_000c, cpusubtype: 1 };
    for (const [sketch, architecture, system, hashes] of [
      [{ cpu: arm64e }, 'arm64e', 'iOS', 1],
      [{ platform: 3 }, 'arm64', 'tvOS', 1],
      [{ platform: 3, minos: 10 }, 'arm64', 'tvOS', 2],
      [{ platform: 4, bits: 32, cpu: arm64of32, minos: 11 }, 'arm64_32', 'watchOS', 2],
      [{ platform: 6 }, 'arm64', 'Mac Catalyst', 1],
      [{ platform: 6, cpu: x86_64 }, 'x86_64', 'Mac Catalyst', 1],
      [{ platform: 11 }, 'arm64', 'visionOS', 1],
    ] as const) {
      const signed = await sign(signableMachO(sketch));
      const opened = await openCode(contentOfSource(bytesSource(signed)));
      const { code, codes } = await verify(signed);
      const [slice] = opened.code?.slices ?? [];
      assert.deepEqual(
        [codes, slice?.file.architecture, slice?.file.buildVersion?.platform, code.slices[0]?.signature.codeDirectories.length],
        [[], architecture, system, hashes],
      );
    }
  });

  it('verifies slice by slice, each with the hashes that its system reads', async () => {
    for (const bits of [32, 64] as const) {
      const fat = encodeFat(
        [signableMachO({ bits: 32, cpu: armv7, minos: 9, info }), signableMachO({ minos: 12 }), signableMachO({ seed: 9 })],
        bits,
      );
      const signed = await sign(fat);
      const { slices = [], bits: found } = inspectFatHeader(signed, signed.length);
      assert.deepEqual(
        [found, slices.map(({ offset, align }) => [offset % 0x4000, align])],
        [
          bits,
          [
            [0, 14],
            [0, 14],
            [0, 14],
          ],
        ],
      );
      const { code, codes } = await verify(signed);
      assert.deepEqual(codes, []);
      assert.deepEqual(
        code.slices.map(({ signature }) => signature.codeDirectories.length),
        [2, 1, 1],
      );
      assert.equal(code.cdHashes.length, 4);
    }
  });

  it('is found changed in an Info.plist that it contains itself', async () => {
    const signed = await sign(signableMachO({ info, codeBytes: 100 }));
    const at = Buffer.from(signed).indexOf('com.acme.tool');
    signed[at] = 0x78;
    assert.deepEqual((await verify(signed)).codes, ['seal-page-changed', 'seal-info-changed']);
  });

  it('is none where a file only begins alike', async () => {
    const javaClass = Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, ...new Uint8Array(40));
    for (const bytes of [javaClass, signableMachO({ filetype: 1 }), signableMachO({ filetype: 10 }), utf8('text'), new Uint8Array(2)])
      assert.deepEqual(await openCode(contentOfSource(bytesSource(bytes))), { code: undefined, isCode: false, issues: [] });
    const cut = await openCode(contentOfSource(bytesSource(signableMachO().subarray(0, 100))));
    assert.deepEqual([cut.isCode, cut.issues.map(({ code }) => code)], [true, ['macho-too-short']]);
  });

  it('may have load commands that are longer than is read at first', async () => {
    const big = signableMachO({ codeBytes: 100, room: 60_000 });
    assert.deepEqual((await verify(await sign(big))).codes, []);
  });
});

describe('what follows from what signs', () => {
  it('the identifier of loose code', () => {
    for (const [name, identifier] of [
      ['libloose.dylib', 'libloose'],
      ['libfoo.2.3.dylib', 'libfoo.2'],
      ['foo.2.3', 'foo.2'],
      ['foo.12', 'foo'],
      ['tool.v12', 'tool'],
      ['.12', '.12'],
      ['tool', 'tool'],
      ['libswift_Concurrency.dylib', 'libswift_Concurrency'],
      ['.hidden', '.hidden'],
    ] as const)
      assert.equal(identifierOfFile(name), identifier);
  });

  it('the hashes', () => {
    const build = (platform: 'iOS' | 'tvOS' | 'watchOS' | 'macOS', minos: string) => hashTypesFor({ platform, minos, sdk: minos }).join();
    assert.deepEqual(
      [build('iOS', '10.3'), build('iOS', '11.0'), build('tvOS', '10.0'), build('tvOS', '11.0')],
      ['sha1,sha256', 'sha256', 'sha1,sha256', 'sha256'],
    );
    assert.deepEqual([build('watchOS', '11.0'), build('watchOS', '12.0'), build('macOS', '10.9')], ['sha1,sha256', 'sha256', 'sha256']);
    assert.equal(hashTypesFor(undefined).join(), 'sha1,sha256');
  });

  it('the flags of the executable', () => {
    assert.equal(execSegFlags(true, undefined), 1);
    assert.equal(execSegFlags(false, entitlementsOf('x', { 'get-task-allow': true })), 0x10);
    const all = [
      'com.apple.private.cs.debugger',
      'dynamic-codesigning',
      'com.apple.private.skip-library-validation',
      'com.apple.private.amfi.can-load-cdhash',
      'com.apple.private.amfi.can-execute-cdhash',
    ];
    for (const [index, key] of all.entries()) assert.equal(execSegFlags(true, entitlementsOf('x', { [key]: true })), 1 | (0x20 << index));
    assert.equal(execSegFlags(true, entitlementsOf('x', { 'run-unsigned-code': true })), 0x11);
  });

  it('team and requirement, by the shape of the chain', () => {
    assert.equal(teamOfSigner(signer), team);
    assert.equal(teamOfSigner(undefined), undefined);
    const text = (certificates: readonly [Bytes, ...Bytes[]]) =>
      requirementsText(requirementsFor('a.b', { ...signer, identity: { ...signer.identity, certificates } }))[0];
    const [leaf, issuer, root] = signer.identity.certificates;
    assert.ok(issuer && root);
    assert.match(
      text([leaf, issuer, root]) ?? '',
      /^designated => identifier "a\.b" and anchor apple generic and certificate leaf\[subject\.CN\] = "Apple Distribution/,
    );
    const sha1 = (der: Bytes) => hash('sha1', der);
    assert.equal(text([leaf, issuer]), `designated => identifier "a.b" and certificate leaf = H"${sha1(leaf)}"`);
    const own = (name: string, organization: string) =>
      createCertificate({
        subject: [
          { type: 'CN', value: name },
          { type: 'O', value: organization },
        ],
        publicKey: createPublicKey(signer.identity.privateKey),
        issuer: { name: [{ type: 'CN', value: 'x' }], privateKey: signer.identity.privateKey },
        notBefore: new Date('2025-01-01T00:00:00Z'),
        notAfter: new Date('2035-01-01T00:00:00Z'),
        serialNumber: Uint8Array.of(1),
        isCa: false,
        extensions: [],
      });
    const [one, two, three] = [own('one', 'Acme'), own('two', 'Acme'), own('three', 'Acme')] as const;
    assert.equal(text([one, two, three]), `designated => identifier "a.b" and certificate root = H"${sha1(three)}"`);
    const stranger = own('stranger', 'Other');
    assert.equal(text([one, two, stranger]), `designated => identifier "a.b" and certificate 1 = H"${sha1(two)}"`);
    assert.deepEqual(requirementsText(requirementsFor('a.b', undefined)), []);
  });
});

describe('pages', () => {
  it('are hashed alike however the bytes come', () => {
    const bytes = Uint8Array.from({ length: 10_000 }, (_, index) => index & 0xff);
    for (const piece of [1, 7, 4096, 5000, 10_000]) {
      const hasher = new PageHasher('sha256', 4096, bytes.length);
      for (let at = 0; at < bytes.length; at += piece) hasher.update(bytes.subarray(at, at + piece));
      const expected = [0, 4096, 8192].map((at) =>
        createHash('sha256')
          .update(bytes.subarray(at, at + 4096))
          .digest(),
      );
      assert.deepEqual(hasher.finish(), new Uint8Array(Buffer.concat(expected)), String(piece));
    }
    const truncated = new PageHasher('sha256-truncated', 4096, 10);
    truncated.update(bytes.subarray(0, 10));
    assert.equal(truncated.finish().length, 20);
  });
});
