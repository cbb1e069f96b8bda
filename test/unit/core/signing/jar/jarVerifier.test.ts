import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { verifyAppBundle } from '../../../../../src/core/signing/app-bundle/verifyAppBundle.ts';
import { signCms } from '../../../../../src/core/signing/cms/signCms.ts';
import { requireHonestSizes, verifyJar } from '../../../../../src/core/signing/jar/jarVerifier.ts';
import { EntryUnreadable } from '../../../../../src/core/signing/archive/entryContent.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { rawZip } from '../../formats/zip/support/rawZip.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

const identity = throwAwayIdentity({ algorithm: 'ec-p256' });
const sha = (text: string | Bytes): string => createHash('sha256').update(text).digest('base64');

interface Parts {
  readonly entries?: Readonly<Record<string, string>>;
  readonly manifest?: string;
  readonly file?: string;
  readonly block?: (file: Bytes) => Bytes;
  readonly more?: Readonly<Record<string, string>>;
}

const entry = (name: string, content: string): string => `Name: ${name}\r\nSHA-256-Digest: ${sha(content)}\r\n\r\n`;
const goodManifest = `Manifest-Version: 1.0\r\n\r\n${entry('a', 'content of a')}${entry('b', 'content of b')}`;
const section = (name: string, content: string): string => `Name: ${name}\r\nSHA-256-Digest: ${sha(entry(name, content))}\r\n\r\n`;
const goodSections = section('a', 'content of a') + section('b', 'content of b');
const fileFor = (manifest: string, sections = goodSections): string =>
  `Signature-Version: 1.0\r\nSHA-256-Digest-Manifest: ${sha(manifest)}\r\n\r\n${sections}`;

function sign(content: Bytes): Bytes {
  return signCms({ content, isDetached: true, signers: [{ identity, hash: 'sha256', algorithmForm: 'key' }] });
}

async function makeJar({ entries = { a: 'content of a', b: 'content of b' }, more = {}, ...parts }: Parts): Promise<Bytes> {
  const manifest = parts.manifest ?? goodManifest;
  const file = utf8(parts.file ?? fileFor(manifest));
  const texts = { ...entries, ...(manifest !== '' && { 'META-INF/MANIFEST.MF': manifest }), ...more };
  return smallArchive([
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: utf8(text), method: 'deflated' as const })),
    { name: 'META-INF/CERT.SF', bytes: file },
    { name: 'META-INF/CERT.EC', bytes: parts.block?.(file) ?? sign(file) },
  ]);
}

async function check(jar: Bytes, expected: readonly IssueCode[], minSdk = 24): Promise<void> {
  const source = bytesSource(jar);
  const { sections } = await inspectArchiveSections(source);
  if (!sections) throw new Error('no archive');
  const schemes = { known: new Set([2, 3]), found: new Set<number>() };
  const { issues, signers } = await verifyJar({ source, sections, range: { minSdk, maxSdk: 0x7fffffff }, schemes });
  deepStrictEqual(
    withWholeTexts(issues).map(({ code }) => code),
    expected,
  );
  assertFilled(issues);
  strictEqual(signers.length > 0, !issues.some(({ severity }) => severity === 'error'));
}

describe('JAR signatures', () => {
  it('verify when everything fits', async () => check(await makeJar({}), []));

  const wholeDiffers = 'jar-manifest-digest-differs';
  const changes: readonly (readonly [readonly IssueCode[], Parts])[] = [
    [['jar-entry-changed'], { entries: { a: 'content of A', b: 'content of b' } }],
    [['jar-manifest-entry-missing'], { entries: { a: 'content of a' } }],
    [['jar-entry-digest-missing'], { entries: { a: 'content of a', b: 'content of b', c: 'c' } }],
    [['jar-no-manifest'], { manifest: '' }],
    [['jar-manifest-section-unnamed'], { manifest: `${goodManifest}SHA-256-Digest: x\r\n\r\n` }],
    [['jar-manifest-section-duplicate'], { manifest: goodManifest + entry('a', 'content of a') }],
    [['jar-entry-unprotected'], { more: { 'META-INF/services/x': '1' } }],
    [['jar-signature-file-missing', 'jar-entry-unprotected'], { more: { 'META-INF/OTHER.RSA': 'x' } }],
    [['jar-block-malformed'], { block: () => utf8('no block') }],
    [['jar-signature-invalid'], { block: () => sign(utf8('another file')) }],
    [['jar-signature-file-no-version'], { file: fileFor(goodManifest).replace('Signature-Version', 'Version') }],
    [['jar-newer-signature-stripped'], { file: fileFor(goodManifest).replace('1.0\r\n', '1.0\r\nX-Android-APK-Signed: 2\r\n') }],
    [['jar-scheme-unknown'], { file: fileFor(goodManifest).replace('1.0\r\n', '1.0\r\nX-Android-APK-Signed: 9, x\r\n') }],
    [['jar-signature-section-unnamed'], { file: fileFor(goodManifest, 'SHA-256-Digest: x\r\n\r\n') }],
    [['jar-signature-section-duplicate'], { file: fileFor(goodManifest, section('a', 'x') + section('a', 'x')) }],
    [['jar-entry-not-signed'], { file: fileFor(goodManifest, section('a', 'content of a')) }],
    [[wholeDiffers], { file: fileFor('another manifest') }],
    [[wholeDiffers, 'jar-section-changed'], { file: fileFor('another', section('a', 'x') + section('b', 'content of b')) }],
    [[wholeDiffers, 'jar-signature-digest-missing'], { file: fileFor('another', `Name: a\r\n\r\n${section('b', 'content of b')}`) }],
    [['jar-manifest-digest-missing'], { file: `Signature-Version: 1.0\r\n\r\n${goodSections}` }],
    [
      ['jar-main-section-changed'],
      { file: fileFor(goodManifest).replace('1.0\r\n', `1.0\r\nSHA-256-Digest-Manifest-Main-Attributes: ${sha('x')}\r\n`) },
    ],
    [
      ['jar-no-signed-entries'],
      { entries: {}, manifest: 'Manifest-Version: 1.0\r\n\r\n', file: fileFor('Manifest-Version: 1.0\r\n\r\n', '') },
    ],
  ];
  for (const [codes, parts] of changes)
    it(`report ${codes.join(', ')} (${Object.keys(parts).join()})`, async () => check(await makeJar(parts), codes));

  it('report jar-duplicate-entry', () => check(rawZip({ entries: [{ name: 'a' }, { name: 'a' }] }), ['jar-duplicate-entry']));

  it('report jar-no-signatures', async () =>
    check(await smallArchive([{ name: 'META-INF/MANIFEST.MF', bytes: utf8('Manifest-Version: 1.0\r\n') }]), ['jar-no-signatures']));

  it('report jar-algorithm-unsupported for platforms that do not know it', async () =>
    check(await makeJar({}), ['jar-algorithm-unsupported'], 16));

  it('report jar-entry-signers-differ', async () => {
    const file = utf8(fileFor(goodManifest, section('b', 'content of b')));
    const second = [
      { name: 'META-INF/TWO.SF', bytes: file },
      { name: 'META-INF/TWO.EC', bytes: sign(file) },
    ];
    const first = [
      { name: 'a', bytes: utf8('content of a') },
      { name: 'b', bytes: utf8('content of b') },
      { name: 'META-INF/MANIFEST.MF', bytes: utf8(goodManifest) },
      { name: 'META-INF/CERT.SF', bytes: utf8(fileFor(goodManifest)) },
      { name: 'META-INF/CERT.EC', bytes: sign(utf8(fileFor(goodManifest))) },
    ];
    await check(await smallArchive([...first, ...second]), ['jar-entry-signers-differ']);
  });

  it('refuse archives whose entries together are larger than the file can contain', async () => {
    const jar = await makeJar({});
    const { sections } = await inspectArchiveSections(bytesSource(jar));
    const entries = sections?.entries ?? [];
    requireHonestSizes(entries, jar.length);
    throws(() => requireHonestSizes([...entries, ...entries, ...entries], 500), EntryUnreadable);
    const bombs = entries.map((entry) => ({ ...entry, uncompressedSize: 2 ** 31 }));
    throws(() => requireHonestSizes(bombs, jar.length), EntryUnreadable);
  });

  it('stand for app bundles too', async () => {
    const { verified, signers } = await verifyAppBundle(bytesSource(await makeJar({})));
    deepStrictEqual([verified, signers.map(({ name }) => name)], [true, ['CERT.EC']]);
    const broken = await verifyAppBundle(bytesSource(utf8('nothing')));
    deepStrictEqual([broken.verified, broken.issues.map(({ code }) => code)], [false, ['zip-not-an-archive']]);
  });
});
