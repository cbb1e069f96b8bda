import { deepStrictEqual, match, rejects, strictEqual, throws } from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { fromUtf8, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { cmsOids, oidOfHash, oidOfSignatureAlgorithm } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { encodeSignedData, type NewSignerInfo } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { parseSignedData } from '../../../../../src/core/formats/cms/signedData.ts';
import { parseJarManifest } from '../../../../../src/core/formats/jar-manifest/jarManifest.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { EntryUnreadable } from '../../../../../src/core/signing/archive/entryContent.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { signCms } from '../../../../../src/core/signing/cms/signCms.ts';
import { unsupportedLevels } from '../../../../../src/core/signing/jar/jarAlgorithms.ts';
import { digestsToVerify, type SdkRange } from '../../../../../src/core/signing/jar/jarDigests.ts';
import { digestEntries, isSignatureFile } from '../../../../../src/core/signing/jar/jarEntryDigests.ts';
import { inspectJarSignatureBlock } from '../../../../../src/core/signing/jar/jarSignatureBlock.ts';
import { inspectJarSignatureFile, type SchemesBeside } from '../../../../../src/core/signing/jar/jarSignatureFile.ts';
import { signJar } from '../../../../../src/core/signing/jar/jarSigner.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const sdkMax = 0x7fffffff;
const sha = (text: string | Bytes): string => createHash('sha256').update(text).digest('base64');

describe('the digests of a section', () => {
  const names = (hash: string): string => `${hash}-Digest: QUFB\n`;
  const rows: readonly (readonly [text: string, min: number, max: number, expected: readonly string[] | undefined])[] = [
    [names('SHA-512') + names('SHA-384'), 18, sdkMax, ['sha512']],
    [names('SHA-384') + names('SHA-256'), 18, sdkMax, ['sha384']],
    [names('SHA1'), 18, 18, ['sha1']],
    [names('SHA1'), 17, 17, ['sha1']],
    [names('SHA'), 17, 17, ['sha1']],
    [names('SHA'), 18, sdkMax, []],
    [names('SHA1'), 10, sdkMax, ['sha1']],
    [`Digest-Algorithms: MD5\n${names('MD5')}`, 4, 17, ['md5']],
    [`Digest-Algorithms: SHA-384 SHA1\n${names('SHA-384')}${names('SHA1')}`, 9, 17, ['sha384']],
    [`Digest-Algorithms: SHA-384 SHA1\n${names('SHA-384')}${names('SHA1')}`, 8, 17, ['sha1']],
    [`Digest-Algorithms: SHA-512 SHA1\n${names('SHA-512')}${names('SHA1')}`, 9, 17, ['sha512']],
    [`Digest-Algorithms:  SHA1\n${names('SHA1')}`, 9, 17, ['sha1']],
    [`Digest-Algorithms: ROT13 SHA1\nROT13-Digest: QUFB\n${names('SHA1')}`, 9, 17, ['sha1']],
    ['SHA1-Digest: QUF*\n', 9, 17, undefined],
    ['SHA-256-Digest: QUFBQ\n', 18, sdkMax, undefined],
    ['SHA-256-Digest: QUF=B\n', 18, sdkMax, undefined],
    ['SHA-256-Digest: =QUFB\n', 18, sdkMax, undefined],
    ['SHA-256-Digest: QQ==\n', 18, sdkMax, ['sha256']],
  ];
  for (const [text, minSdk, maxSdk, expected] of rows)
    it(`${JSON.stringify(text)} for ${minSdk} to ${maxSdk}: ${expected?.join() ?? 'not readable'}`, () => {
      const digests = digestsToVerify(parseJarManifest(utf8(text)).main, '-Digest', { minSdk, maxSdk });
      deepStrictEqual(
        digests?.map(({ hash }) => hash),
        expected,
      );
    });

  it('are two where the same hash says two things', () => {
    const { main } = parseJarManifest(utf8('Digest-Algorithms: SHA SHA1\nSHA-Digest: QUFB\nSHA1-Digest: QkJC\n'));
    strictEqual(digestsToVerify(main, '-Digest', { minSdk: 9, maxSdk: sdkMax })?.length, 2);
  });
});

describe('the pairs of algorithms', () => {
  const known = (digest: string, signature: string, minSdk: number, maxSdk: number): string =>
    unsupportedLevels(digest, signature, { minSdk, maxSdk });
  it('are unknown as soon as one half is', () => {
    const rsa = oidOfSignatureAlgorithm('rsa', undefined);
    strictEqual(known('1.2.3', rsa, 24, sdkMax), '24+');
    strictEqual(known(oidOfHash('sha256'), '1.2.3', 24, sdkMax), '24+');
    strictEqual(known(oidOfHash('sha256'), '1.2.840.113549.1.1.10', 24, sdkMax), '24+');
  });
  it('begin and end with their platforms', () => {
    const rsa = oidOfSignatureAlgorithm('rsa', 'sha256');
    strictEqual(known(oidOfHash('sha256'), rsa, 18, 18), '');
    strictEqual(known(oidOfHash('sha256'), rsa, 17, 18), '17');
    strictEqual(known(oidOfHash('sha256'), rsa, 17, 17), '17');
    strictEqual(known(oidOfHash('sha256'), rsa, 8, 9), '9');
    const other = oidOfSignatureAlgorithm('ec', 'sha1');
    strictEqual(known(oidOfHash('sha256'), other, 21, 21), '');
    strictEqual(known(oidOfHash('sha256'), other, 23, 24), '24');
    strictEqual(known(oidOfHash('sha224'), oidOfSignatureAlgorithm('ec', 'sha256'), 21, 23), '');
  });
});

describe('signature files', () => {
  it('are those right in META-INF, in any case', () => {
    const yes = [
      'META-INF/MANIFEST.MF',
      'META-INF/manifest.mf',
      'META-INF/A.SF',
      'META-INF/a.rsa',
      'META-INF/A.DSA',
      'META-INF/A.EC',
      'META-INF/SIG-x',
    ];
    const no = [
      'MANIFEST.MF',
      'META-INF/a/B.RSA',
      'META-INF/services',
      'META-INF/A.RSA.txt',
      'META-INF/A.SFX',
      'x/SIG-x',
      'A.RSA',
      'META-INF/xSIG-',
    ];
    for (const name of yes) strictEqual(isSignatureFile(name), true, name);
    for (const name of no) strictEqual(isSignatureFile(name), false, name);
  });

  const digests = new Map([
    ['a', createHash('sha256').update('a').digest()],
    ['ü/b', createHash('sha256').update('b').digest()],
  ]);

  it('say what was signed, with what, and by whom', () => {
    const identities = [
      throwAwayIdentity(),
      throwAwayIdentity({ algorithm: 'ec-p256' }),
      throwAwayIdentity({ algorithm: 'dsa-2048', hash: 'sha256' }),
    ];
    const attributes = [{ name: 'X-Android-APK-Signed', value: '2, 3' }];
    const files = signJar({ identities: identities.slice(0, 2), digests, hash: 'sha256', algorithmForm: 'key', attributes });
    deepStrictEqual(
      files.map(({ name }) => name),
      ['META-INF/CERT.SF', 'META-INF/CERT.RSA', 'META-INF/CERT2.SF', 'META-INF/CERT2.EC', 'META-INF/MANIFEST.MF'],
    );
    const sections = [...digests].map(([name, digest]) => `Name: ${name}\r\nSHA-256-Digest: ${digest.toString('base64')}\r\n\r\n`);
    const manifest = `Manifest-Version: 1.0\r\n\r\n${sections.join('')}`;
    strictEqual(fromUtf8(files.at(-1)?.content ?? new Uint8Array()), manifest);
    const [first, second] = [...digests.keys()].map(
      (name, index) => `Name: ${name}\r\nSHA-256-Digest: ${sha(sections[index] ?? '')}\r\n\r\n`,
    );
    strictEqual(
      fromUtf8(files[0]?.content ?? new Uint8Array()),
      `Signature-Version: 1.0\r\nCreated-By: 1.0 (mobile-distribution)\r\nSHA-256-Digest-Manifest: ${sha(manifest)}\r\nX-Android-APK-Signed: 2, 3\r\n\r\n${first}${second}`,
    );
  });

  it('never have a length of whole kilobytes, which old platforms cannot read', () => {
    /** Lines of 60 bytes, and one that is `more` bytes longer than the shortest. */
    const lengthWith = (filler: number, more: number): number => {
      const lines = Array.from({ length: filler }, (_, index) => ({ name: `F${index % 10}`, value: 'f'.repeat(54) }));
      const attributes = [...lines, { name: 'X', value: 'x'.repeat(more + 1) }];
      const [file] = signJar({ identities: [throwAwayIdentity()], digests, hash: 'sha256', algorithmForm: 'key', attributes });
      return file?.content.length ?? 0;
    };
    const wanted = 1024 - lengthWith(0, 0);
    const [filler, more] = [Math.floor(wanted / 60), wanted % 60];
    deepStrictEqual([lengthWith(filler, more - 1), lengthWith(filler, more), lengthWith(filler, more + 1)], [1023, 1026, 1025]);
  });

  for (const [algorithm, hash, algorithmForm, expected] of [
    ['rsa-2048', 'sha256', 'key', '1.2.840.113549.1.1.1'],
    ['rsa-2048', 'sha256', 'combined', '1.2.840.113549.1.1.11'],
    ['ec-p256', 'sha256', 'key', '1.2.840.10045.2.1'],
    ['ec-p256', 'sha256', 'combined', '1.2.840.10045.4.3.2'],
    ['dsa-2048', 'sha1', 'key', '1.2.840.10040.4.1'],
    // Platforms know this pair longer by its own name, so it always has that.
    ['dsa-2048', 'sha256', 'key', '2.16.840.1.101.3.4.3.2'],
    ['dsa-2048', 'sha256', 'combined', '2.16.840.1.101.3.4.3.2'],
  ] as const)
    it(`are signed by ${algorithm} and ${hash} under the name that platforms know: ${expected}`, () => {
      const files = signJar({ identities: [throwAwayIdentity({ algorithm, hash: 'sha256' })], digests, hash, algorithmForm });
      const block = files.find(({ name }) => /\.(?:RSA|EC|DSA)$/.test(name));
      const { signerInfos, eContent } = parseSignedData(block?.content ?? new Uint8Array());
      deepStrictEqual([signerInfos.map((each) => each.signatureAlgorithm.oid), eContent], [[expected], undefined]);
    });

  it('cannot name an entry with a line break', () => {
    const bad = new Map([['a\nb', new Uint8Array(32)]]);
    throws(
      () => signJar({ identities: [throwAwayIdentity()], digests: bad, hash: 'sha256', algorithmForm: 'key' }),
      (error) => isFailure(error, 'signing-impossible') && /line break/.test(error.message),
    );
  });

  it('list their entries in the order of the names', async () => {
    const jar = await smallArchive(['b', 'a', 'd', 'c'].map((name) => ({ name, bytes: utf8(name) })));
    const { sections } = await inspectArchiveSections(bytesSource(jar));
    const progress: number[] = [];
    const found = await digestEntries({
      source: bytesSource(jar),
      entries: sections?.entries ?? [],
      entriesEnd: sections?.centralDirectoryOffset ?? 0,
      hash: 'sha256',
      onProgress: (fraction) => progress.push(fraction),
    });
    deepStrictEqual([...found.keys()], ['a', 'b', 'c', 'd']);
    deepStrictEqual(progress, [1 / 5, 2 / 5, 3 / 5, 4 / 5]);
    // Sizes that the file cannot contain are refused before anything is unpacked.
    const bombs = (sections?.entries ?? []).map((entry) => ({ ...entry, uncompressedSize: 2 ** 31 }));
    const unpacking = digestEntries({ source: bytesSource(jar), entries: bombs, entriesEnd: jar.length, hash: 'sha256' });
    await rejects(unpacking, (error: Error) => error instanceof EntryUnreadable && /larger/.test(error.message));
  });
});

describe('the file of a JAR signature', () => {
  const section = `Name: a\nSHA-256-Digest: ${sha('x')}\n\n`;
  const manifestText = `Manifest-Version: 1.0\n\n${section}`;
  const parsed = parseJarManifest(utf8(manifestText));
  const manifest = {
    bytes: utf8(manifestText),
    main: parsed.main,
    sections: new Map(parsed.sections.map((each) => [each.name ?? '', each])),
  };
  const none: SchemesBeside = { known: new Set(), found: new Set() };

  function check(text: string, expected: readonly IssueCode[], options: { schemes?: SchemesBeside; range?: SdkRange } = {}): void {
    const { schemes = none, range = { minSdk: 24, maxSdk: sdkMax } } = options;
    const { issues, entryNames } = inspectJarSignatureFile('META-INF/A.SF', utf8(text), manifest, schemes, range);
    deepStrictEqual(
      issues.map(({ code }) => code),
      expected,
    );
    assertFilled(issues);
    strictEqual(
      entryNames === undefined,
      issues.some(({ severity }) => severity === 'error'),
    );
    for (const { message } of issues) match(message, /A\.SF|entry|section|name/i);
  }

  const head = 'Signature-Version: 1.0\n';
  const whole = `SHA-256-Digest-Manifest: ${sha(manifestText)}\n`;
  const both: SchemesBeside = { known: new Set([2, 3]), found: new Set([2]) };
  const stripping: readonly (readonly [string, readonly IssueCode[], SchemesBeside, SdkRange?])[] = [
    ['X-Android-APK-Signed: 2\n', [], both],
    ['X-Android-APK-Signed: 2, 3\n', ['jar-newer-signature-stripped'], both],
    ['X-Android-APK-Signed: 3\n', ['jar-newer-signature-stripped'], both],
    ['X-Android-APK-Signed: 3\n', [], both, { minSdk: 18, maxSdk: 23 }],
    ['X-Android-APK-Signed: 3\n', ['jar-newer-signature-stripped'], both, { minSdk: 18, maxSdk: 24 }],
    ['X-Android-APK-Signed: 3\n', [], { known: new Set(), found: new Set() }],
    ['X-Android-APK-Signed: 77\n', ['jar-scheme-unknown'], both],
    ['X-Android-APK-Signed: x2\n', [], both],
    ['X-Android-APK-Signed: 3x\n', [], both],
    ['X-Android-APK-Signed: +3\n', ['jar-newer-signature-stripped'], both],
    ['', ['jar-no-stripping-protection'], both],
    ['', [], none],
  ];
  for (const [line, codes, schemes, range] of stripping)
    it(`${JSON.stringify(line)}: ${codes.join() || 'nothing'} up to ${range?.maxSdk ?? 'the newest'}`, () =>
      check(`${head}${line}${whole}\n${section.replace(sha('x'), sha(section))}`, codes, { schemes, ...(range && { range }) }));

  it('is refused with digests that are not base64', () => {
    check(`${head}SHA-256-Digest-Manifest: *\n\n`, ['jar-main-section-changed']);
    check(`${head}${whole}SHA-256-Digest-Manifest-Main-Attributes: *\n\n`, ['jar-main-section-changed']);
    check(`${head}SHA-256-Digest-Manifest: ${sha('y')}\n\nName: a\nSHA-256-Digest: *\n\n`, [
      'jar-manifest-digest-differs',
      'jar-signature-digest-missing',
    ]);
  });

  it('is refused with sections that the manifest does not have, where it speaks for itself', () => {
    check(`${head}SHA-256-Digest-Manifest: ${sha('y')}\n\nName: zz\nSHA-256-Digest: ${sha('x')}\n\n`, [
      'jar-manifest-digest-differs',
      'jar-signature-digest-missing',
    ]);
  });

  it('of signtool has its own names and leaves out the empty line', () => {
    const tool = `${head}Created-By: 1.0 (signtool)\n`;
    const without = section.slice(0, -1);
    check(`${tool}SHA-256-Digest: ${sha('y')}\n\nName: a\nSHA-256-Digest: ${sha(without)}\n\n`, ['jar-manifest-digest-differs']);
    check(`${tool}SHA-256-Digest: ${sha('y')}\n\nName: a\nSHA-256-Digest: ${sha(section)}\n\n`, [
      'jar-manifest-digest-differs',
      'jar-section-changed',
    ]);
    check(`${tool}SHA-256-Digest: ${sha(manifestText)}\nSHA-256-Digest-Manifest-Main-Attributes: ${sha('y')}\n\nName: a\n\n`, []);
    check(`${head}SHA-256-Digest-Manifest: ${sha('y')}\n\nName: a\nSHA-256-Digest: ${sha(without)}\n\n`, [
      'jar-manifest-digest-differs',
      'jar-section-changed',
    ]);
  });
});

describe('the block of a JAR signature', () => {
  const identity = throwAwayIdentity();
  const names = { block: 'META-INF/A.RSA', file: 'META-INF/A.SF' };
  const file = utf8('file');
  const check = (block: Bytes, expected: IssueCode | undefined, what?: RegExp): void => {
    const { issues, certificates } = inspectJarSignatureBlock(block, file, names, { minSdk: 24, maxSdk: sdkMax });
    deepStrictEqual(
      issues.map(({ code }) => code),
      expected ? [expected] : [],
    );
    strictEqual(certificates === undefined, expected !== undefined);
    assertFilled(issues);
    if (what) match(issues[0]?.message ?? '', what);
  };
  const plain = signCms({ content: file, isDetached: true, signers: [{ identity, hash: 'sha256', algorithmForm: 'key' }] });

  it('has the issuers of the signer behind it, as far as they are there', () => {
    const issued = (name: string, issuer: string): Bytes =>
      createCertificate({
        subject: [{ type: 'CN', value: name }],
        publicKey: createPublicKey(throwAwayKey('ec-p256', name)),
        issuer: { name: [{ type: 'CN', value: issuer }], privateKey: throwAwayKey('ec-p256', issuer) },
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2056-01-01T00:00:00Z'),
        serialNumber: Uint8Array.of(7),
      });
    const [own, middle, root, other] = [issued('own', 'middle'), issued('middle', 'root'), issued('root', 'root'), issued('other', 'root')];
    const chainOf = (first: Bytes, ...more: readonly Bytes[]): readonly Bytes[] => {
      const signer = { privateKey: throwAwayKey('ec-p256', 'own'), certificates: [first, ...more] } as const;
      const signers = [{ identity: signer, hash: 'sha256', algorithmForm: 'key' }] as const;
      const block = signCms({ content: file, isDetached: true, signers });
      const result = inspectJarSignatureBlock(block, file, names, { minSdk: 24, maxSdk: sdkMax });
      deepStrictEqual(result.issues, []);
      return result.certificates?.map(({ der }) => der) ?? [];
    };
    deepStrictEqual(chainOf(own), [own]);
    deepStrictEqual(chainOf(own, other), [own]);
    deepStrictEqual(chainOf(own, root), [own]);
    deepStrictEqual(chainOf(own, root, other, middle), [own, middle, root]);
    deepStrictEqual(chainOf(own, middle, other), [own, middle]);
    // Two that issued each other end nowhere.
    const [around, back] = [issued('own', 'back'), issued('back', 'own')];
    deepStrictEqual(chainOf(around, back), [around, back]);
    const long = Array.from({ length: 20 }, (_, index) => issued(`n${index}`, `n${index + 1}`));
    deepStrictEqual(chainOf(issued('own', 'n0'), ...long).length, 16);
  });

  it('has a signer, and not too many', () => {
    check(plain, undefined);
    check(encodeSignedData({ eContentType: cmsOids.data, certificates: identity.certificates, signerInfos: [] }), 'jar-block-no-signers');
    const info: NewSignerInfo = {
      certificate: identity.certificates[0],
      digestAlgorithm: encodeAlgorithmIdentifier(oidOfHash('sha256')),
      signatureAlgorithm: encodeAlgorithmIdentifier(oidOfSignatureAlgorithm('rsa', undefined)),
      signature: new Uint8Array(256),
    };
    const many = (count: number): Bytes =>
      encodeSignedData({
        eContentType: cmsOids.data,
        certificates: identity.certificates,
        signerInfos: Array.from({ length: count }, () => info),
      });
    check(many(32), 'jar-signature-invalid');
    check(many(33), 'jar-block-malformed', /33 signers/);
  });

  it('contains the certificate of its signer', () => {
    const other = throwAwayIdentity({ label: 'other', subject: [{ type: 'CN', value: 'Other' }] });
    const info: NewSignerInfo = {
      certificate: other.certificates[0],
      digestAlgorithm: encodeAlgorithmIdentifier(oidOfHash('sha256')),
      signatureAlgorithm: encodeAlgorithmIdentifier(oidOfSignatureAlgorithm('rsa', undefined)),
      signature: new Uint8Array(256),
    };
    check(
      encodeSignedData({ eContentType: cmsOids.data, certificates: identity.certificates, signerInfos: [info] }),
      'jar-block-unusable',
      /does not contain the certificate/,
    );
  });
});
