import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { derBoolean, derSequence, derSetOf, derTime, derUtf8String } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { cmsOids } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { type NewAttribute } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { inspectCodeSignature } from '../../../../../src/core/formats/code-signature/inspectCodeSignature.ts';
import * as blob from '../../../../../src/core/formats/code-signature/superBlob.ts';
import { inspectMachO } from '../../../../../src/core/formats/mach-o/inspectMachO.ts';
import { type AppEntry, type AppFiles } from '../../../../../src/core/signing/apple/bundle/appFiles.ts';
import { SealFindings } from '../../../../../src/core/signing/apple/verify/sealFindings.ts';
import { verifyBundle } from '../../../../../src/core/signing/apple/verify/verifyBundle.ts';
import { signCms } from '../../../../../src/core/signing/cms/signCms.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import {
  appContent,
  appRoot,
  applySeal,
  entitlementsOf,
  extensionRoot,
  filesOf,
  frameworkRoot,
  sealContent,
  sealedContent,
  signerOf,
  type AppContent,
} from '../../../../support/sealedApps.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

const pki = new ApplePki();
const executable = `${appRoot}/Hello`;
const list = `${appRoot}/_CodeSignature/CodeResources`;

async function findingsOf(content: AppContent): Promise<readonly string[]> {
  const files = filesOf(content);
  const { findings } = await verifyBundle(files, appRoot);
  // Packed content is read in another order, and nothing else may be found in it.
  assert.deepEqual((await verifyBundle(packed(files), appRoot)).findings, findings);
  withWholeTexts(findings.map(({ issue }) => issue));
  return findings.map(({ issue, file, slot }) => `${issue.code} ${file.slice(appRoot.length + 1)}${slot === undefined ? '' : ` ${slot}`}`);
}

function packed(files: AppFiles): AppFiles {
  return new Map(
    [...files].map(([path, entry]): [string, AppEntry] => [
      path,
      entry.kind === 'file' ? { ...entry, content: { ...entry.content, isPacked: true } } : entry,
    ]),
  );
}

/** The sealed app, or the one whose code runs on systems with SHA-1 as well. */
type Sealed = 'current' | 'both';
const sealed: Record<Sealed, Promise<AppContent> | undefined> = { current: undefined, both: undefined };

async function check(change: (content: AppContent) => AppContent, expected: readonly string[], which: Sealed = 'current'): Promise<void> {
  const content = await (sealed[which] ??= sealedContent({ pki }, which === 'both' ? { minos: 9 } : {}));
  assert.deepEqual((await findingsOf(change(content))).toSorted(), expected.toSorted());
}

function bytesOf(content: AppContent, path: string): Bytes {
  const bytes = content[path];
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`no file ${path}`);
  return bytes;
}

function flipped(bytes: Bytes, offset: number): Bytes {
  const copy = bytes.slice();
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
}

function flipIn(path: string, offset: number): (content: AppContent) => AppContent {
  return (content) => ({ ...content, [path]: flipped(bytesOf(content, path), offset) });
}

function without(path: string): (content: AppContent) => AppContent {
  return (content) => Object.fromEntries(Object.entries(content).filter(([name]) => name !== path));
}

/** The signature of thin code, as its load command places it. */
function signatureOf(bytes: Bytes): { readonly offset: number; readonly blobs: readonly blob.SignatureBlob[]; readonly bytes: Bytes } {
  const { file } = inspectMachO(bytes);
  const { offset = 0, length = 0 } = file?.codeSignature ?? {};
  const signature = bytes.subarray(offset, offset + length);
  return { offset, blobs: blob.parseSuperBlob(signature), bytes: signature };
}

/** The offset in the file of a byte of a blob. */
function blobOffset(bytes: Bytes, slot: number, within: number): number {
  const signature = signatureOf(bytes);
  const found = signature.blobs.find((each) => each.slot === slot);
  if (!found) throw new Error(`no slot ${slot}`);
  return signature.offset + (found.encoded.byteOffset - signature.bytes.byteOffset) + within;
}

function flipInBlob(slot: number, where: (encoded: Bytes) => number): (content: AppContent) => AppContent {
  return (content) => {
    const bytes = bytesOf(content, executable);
    const encoded = signatureOf(bytes).blobs.find((each) => each.slot === slot)?.encoded ?? new Uint8Array(0);
    return flipIn(executable, blobOffset(bytes, slot, where(encoded)))(content);
  };
}

/** Puts other blobs into the signature of the executable, in the room that it has. */
function withBlobs(change: (blobs: Map<number, Bytes>) => void): (content: AppContent) => AppContent {
  return (content) => {
    const copy = bytesOf(content, executable).slice();
    const signature = signatureOf(copy);
    const blobs = new Map(signature.blobs.map(({ slot, encoded }): [number, Bytes] => [slot, encoded.slice()]));
    change(blobs);
    const encoded = blob.encodeSuperBlob(blobs);
    copy.fill(0, signature.offset);
    copy.set(encoded, signature.offset);
    return { ...content, [executable]: copy };
  };
}

const indexOfText = (encoded: Bytes, text: string): number => Buffer.from(encoded).indexOf(text);

describe('a code directory with pages of 16 KB, as Apple writes it for phones', () => {
  it('is verified in packed content as well, in a second pass', async () => {
    const content = await sealedContent({ pki });
    const copy = bytesOf(content, executable).slice();
    const { offset } = signatureOf(copy);
    const shifted = withBlobs((blobs) => {
      const encoded = (blobs.get(0) ?? new Uint8Array(0)).slice();
      const view = new DataView(encoded.buffer, encoded.byteOffset);
      const [hashOffset, pages] = [view.getUint32(16), Math.ceil(offset / 16_384)];
      view.setUint32(28, pages);
      view.setUint8(39, 14);
      for (let page = 0; page < pages; page++) {
        const end = Math.min(offset, (page + 1) * 16_384);
        encoded.set(
          createHash('sha256')
            .update(copy.subarray(page * 16_384, end))
            .digest(),
          hashOffset + page * 32,
        );
      }
      blobs.set(0, encoded);
    });
    // The pages agree; that the directory is another one is seen by what was signed over it.
    const found = await findingsOf(shifted(content));
    assert.deepEqual(found.toSorted(), ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-cms-digest-differs Hello']);
    const twice = flipIn(executable, 9000)(shifted(content));
    assert.ok((await findingsOf(twice)).includes('seal-page-changed Hello 0'));
  });
});

describe('what was changed in a sealed app is found by its own name', () => {
  // Sealed by the code of this very run, also where a process runs the tests several times.
  before(() => {
    sealed.current = undefined;
    sealed.both = undefined;
  });

  it('nothing, in an app that was not changed', async () => {
    await check((content) => content, []);
    await check((content) => content, [], 'both');
  });

  it('a page of code, the first one and the last one', async () => {
    await check(flipIn(executable, 9000), ['seal-page-changed Hello 2']);
    const { offset } = signatureOf(bytesOf(await sealedContent({ pki }), executable));
    await check(flipIn(executable, offset - 1), [`seal-page-changed Hello ${Math.ceil(offset / 4096) - 1}`]);
  });

  it('Info.plist', async () => {
    await check(flipIn(`${appRoot}/Info.plist`, 300), ['seal-info-changed Hello -1']);
  });

  it('a resource: changed, missing, added', async () => {
    await check(flipIn(`${appRoot}/www/index.html`, 3), ['seal-resource-changed www/index.html']);
    await check(without(`${appRoot}/www/index.html`), ['seal-resource-missing www/index.html']);
    await check((content) => ({ ...content, [`${appRoot}/www/extra.js`]: utf8('x') }), ['seal-resource-added www/extra.js']);
  });

  it('a language may be missing, but not changed; the base language may not be missing', async () => {
    await check(without(`${appRoot}/en.lproj/InfoPlist.strings`), []);
    await check(flipIn(`${appRoot}/en.lproj/InfoPlist.strings`, 3), ['seal-resource-changed en.lproj/InfoPlist.strings']);
    await check(without(`${appRoot}/Base.lproj/Main.strings`), ['seal-resource-missing Base.lproj/Main.strings']);
  });

  it('what is never sealed may be added', async () => {
    await check((content) => ({ ...content, [`${appRoot}/www/.DS_Store`]: utf8('x') }), []);
  });

  it('a symbolic link: another target, a file instead, a link instead of a file, out of the app', async () => {
    const link = `${appRoot}/latest.html`;
    await check((content) => ({ ...content, [link]: 'www/other.html' }), ['seal-link-changed latest.html']);
    await check((content) => ({ ...content, [link]: utf8('www/index.html') }), ['seal-link-changed latest.html']);
    await check((content) => ({ ...content, [`${appRoot}/www/index.html`]: 'x' }), ['seal-link-changed www/index.html']);
    await check((content) => ({ ...content, [link]: '../../etc' }), ['seal-link-changed latest.html', 'seal-link-outside latest.html']);
    await check((content) => ({ ...content, [link]: '/etc' }), ['seal-link-changed latest.html', 'seal-link-outside latest.html']);
  });

  it('the list of sealed files', async () => {
    await check((content) => ({ ...content, [list]: concatBytes(bytesOf(content, list), utf8('\n')) }), ['seal-list-changed Hello -3']);
    await check(without(list), ['seal-list-missing  -3', 'seal-slot-without-content Hello -3']);
    // What is no list, and one that lists nothing at all.
    for (const text of ['<plist><array/></plist>', '<plist><dict/></plist>'])
      await check(
        (content) => ({ ...content, [list]: utf8(text) }),
        ['seal-list-changed Hello -3', 'seal-list-malformed _CodeSignature/CodeResources -3'],
      );
  });

  it('the entitlements, in either form', async () => {
    await check(
      flipInBlob(5, (encoded) => indexOfText(encoded, 'TEAM123456')),
      ['ipa-entitlements-differ Hello -7', 'seal-entitlements-changed Hello -5'],
    );
    await check(
      flipInBlob(7, (encoded) => indexOfText(encoded, 'TEAM123456')),
      ['ipa-entitlements-differ Hello -7', 'seal-der-entitlements-changed Hello -7'],
    );
  });

  it('the requirements', async () => {
    await check(
      flipInBlob(2, (encoded) => indexOfText(encoded, 'com.acme')),
      ['seal-requirements-changed Hello -2'],
    );
    await check(
      flipInBlob(2, () => 31),
      ['seal-requirements-changed Hello -2', 'seal-requirements-malformed Hello -2'],
    );
  });

  it('the identifier and the team, and the signature that was made of them', async () => {
    await check(
      flipInBlob(0, (encoded) => indexOfText(encoded, 'com.acme')),
      ['ipa-identifier-differs Hello', 'seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-cms-digest-differs Hello'],
    );
    await check(
      flipInBlob(0, (encoded) => indexOfText(encoded, 'TEAM123456')),
      ['ipa-team-differs Hello', 'seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-cms-digest-differs Hello'],
    );
  });

  it('the signature itself, its attributes, and no signature', async () => {
    await check(
      flipInBlob(0x10000, (encoded) => encoded.length - 1),
      ['seal-cms-invalid Hello'],
    );
    await check(
      flipInBlob(0x10000, (encoded) => indexOfText(encoded, '<data>') + 12),
      ['seal-cdhashes-differ Hello', 'seal-cms-invalid Hello'],
    );
    await check(
      withBlobs((blobs) => blobs.set(0x10000, blob.encodeBlob(blob.CSMAGIC_BLOBWRAPPER, new Uint8Array(0)))),
      ['seal-cms-missing Hello'],
    );
  });

  it('the profile: replaced, and the one of the extension', async () => {
    const other = pki.profile({ kind: 'development', certificates: [pki.leaf()] });
    await check(
      (content) => ({ ...content, [`${appRoot}/embedded.mobileprovision`]: other }),
      ['seal-profile-changed embedded.mobileprovision'],
    );
    await check(
      (content) => ({ ...content, [`${extensionRoot}/embedded.mobileprovision`]: other }),
      [
        'seal-profile-changed PlugIns/Share.appex/embedded.mobileprovision',
        'seal-nested-changed PlugIns/Share.appex/embedded.mobileprovision',
      ],
    );
    await check(without(`${extensionRoot}/embedded.mobileprovision`), [
      'seal-resource-missing PlugIns/Share.appex/embedded.mobileprovision',
      'seal-resource-missing PlugIns/Share.appex/embedded.mobileprovision',
    ]);
  });

  it('a profile that was written after the extension was sealed', async () => {
    const content = appContent();
    const programs = new Map([[extensionRoot, {}]]);
    const bare = await applySeal(content, await sealContent(content, { pki, programs }));
    const late = { ...bare, [`${extensionRoot}/embedded.mobileprovision`]: utf8('profile') };
    const found = await findingsOf(late);
    assert.deepEqual(found, [
      'seal-profile-added PlugIns/Share.appex/embedded.mobileprovision',
      'seal-resource-added PlugIns/Share.appex/embedded.mobileprovision',
    ]);
  });

  it('nested code: a page of the framework, and loose code', async () => {
    await check(flipIn(`${frameworkRoot}/Core`, 9000), [
      'seal-page-changed Frameworks/Core.framework/Core 2',
      'seal-nested-changed Frameworks/Core.framework/Core',
    ]);
    await check(flipIn(`${appRoot}/Frameworks/libloose.1.dylib`, 9000), [
      'seal-page-changed Frameworks/libloose.1.dylib 2',
      'seal-resource-changed Frameworks/libloose.1.dylib',
    ]);
  });

  it('the end of the file: cut, and appended to', async () => {
    await check(
      (content) => ({ ...content, [executable]: bytesOf(content, executable).subarray(0, -1) }),
      ['code-signature-outside Hello'],
    );
    await check(
      (content) => ({ ...content, [executable]: concatBytes(bytesOf(content, executable), utf8('more')) }),
      ['seal-trailing-bytes Hello'],
    );
    const longer = await sealedContent({ pki });
    const appended = { ...longer, [executable]: concatBytes(bytesOf(longer, executable), utf8('more')) };
    const { findings } = await verifyBundle(filesOf(appended), appRoot);
    assert.deepEqual(
      findings.map(({ issue }) => issue.params['count']),
      [4],
    );
    await check((content) => ({ ...content, [executable]: bytesOf(content, executable).subarray(0, 40) }), ['macho-too-short Hello']);
    await check((content) => ({ ...content, [executable]: utf8('#!/bin/sh\n') }), ['macho-not-an-executable Hello']);
  });

  it('the last segment, which the signature must end', async () => {
    const bytes = bytesOf(await sealedContent({ pki }), executable);
    const filesize = indexOfText(bytes, '__LINKEDIT') + 40;
    await check(flipIn(executable, filesize), ['seal-linkedit-differs Hello', 'seal-page-changed Hello 0']);
  });

  it('entitlements in the form of old tools, and another slot that is sealed', async () => {
    const legacy = derSetOf(derSequence(derUtf8String('get-task-allow'), derBoolean(false)));
    await check(
      withBlobs((blobs) => blobs.set(7, blob.encodeBlob(blob.CSMAGIC_EMBEDDED_DER_ENTITLEMENTS, legacy))),
      ['ipa-entitlements-differ Hello -7', 'seal-der-entitlements-changed Hello -7', 'seal-der-entitlements-legacy Hello -7'],
    );
  });

  it('requirements that are not there, and such as no one knows', async () => {
    await check(
      withBlobs((blobs) => blobs.delete(blob.blobSlots.requirements)),
      ['seal-slot-without-content Hello -2'],
    );
    const opcode = 35;
    await check(
      flipInBlob(2, () => opcode),
      ['seal-requirements-changed Hello -2'],
    );
  });

  it('a signature without the digests of the directories, which old tools left out', async () => {
    const signer = signerOf(pki);
    const signedAs = (attributes: readonly NewAttribute[]) =>
      withBlobs((blobs) => {
        const cms = signCms({
          content: blobs.get(0) ?? new Uint8Array(0),
          isDetached: true,
          signers: [{ identity: signer.identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes: attributes }],
        });
        blobs.set(0x10000, blob.encodeBlob(blob.CSMAGIC_BLOBWRAPPER, cms));
      });
    const time = { attrType: cmsOids.signingTime, attrValues: [derTime(signer.signingTime)] };
    await check(signedAs([time]), ['seal-cd-digests-missing Hello', 'seal-cdhashes-missing Hello']);
  });

  it('the second code directory, which only the attributes cover', async () => {
    await check(
      flipInBlob(0x1000, (encoded) => indexOfText(encoded, 'com.acme')),
      ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-directories-differ Hello'],
      'both',
    );
    await check(
      withBlobs((blobs) => blobs.delete(0x1000)),
      ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello'],
      'both',
    );
    await check(
      withBlobs((blobs) => blobs.set(0x1001, blobs.get(0x1000) ?? new Uint8Array(0))),
      ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-directories-duplicate Hello'],
      'both',
    );
  });

  it('a code directory that says something else than the code is', async () => {
    const directory = (change: (view: DataView) => void): ((content: AppContent) => AppContent) =>
      withBlobs((blobs) => {
        const encoded = blobs.get(0) ?? new Uint8Array(0);
        change(new DataView(encoded.buffer, encoded.byteOffset));
      });
    const follows = ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-cms-digest-differs Hello'];
    const { offset } = signatureOf(bytesOf(await sealedContent({ pki }), executable));
    await check(
      directory((view) => view.setUint32(32, offset - 1)),
      ['seal-code-limit-differs Hello', `seal-page-changed Hello ${Math.ceil(offset / 4096) - 1}`, ...follows],
    );
    await check(
      directory((view) => view.setUint32(28, 2)),
      ['seal-pages-missing Hello', ...follows],
    );
    await check(
      directory((view) => view.setUint8(39, 13)),
      ['seal-page-size-unknown Hello', 'seal-pages-missing Hello', ...follows],
    );
    await check(
      directory((view) => view.setBigUint64(72, 1n)),
      ['seal-exec-segment-differs Hello', ...follows],
    );
    await check(
      directory((view) => view.setBigUint64(80, 0x11n)),
      ['seal-exec-flags-differ Hello', ...follows],
    );
    await check(
      directory((view) => view.setUint32(12, 2)),
      follows,
    );
  });

  it('slots that are empty, or of nothing', async () => {
    const content = appContent();
    const bare = await applySeal(content, await sealContent(content, { pki, programs: new Map() }));
    const withSlot = (slot: number, magic: number) =>
      withBlobs((blobs) => blobs.set(slot, blob.encodeBlob(magic, utf8('<plist><dict/></plist>'))))(bare);
    assert.deepEqual(await findingsOf(withSlot(5, blob.CSMAGIC_EMBEDDED_ENTITLEMENTS)), [
      'seal-slot-not-sealed Hello -5',
      'ipa-der-entitlements-missing Hello -7',
    ]);
    assert.deepEqual(await findingsOf(withSlot(8, 0xfade8181)), ['seal-slot-not-sealed Hello -8']);
    await check(
      withBlobs((blobs) => blobs.delete(7)),
      ['ipa-der-entitlements-missing Hello -7', 'seal-slot-without-content Hello -7'],
    );
  });

  it('no signature, and one of no one', async () => {
    assert.deepEqual((await findingsOf(appContent())).toSorted(), [
      'seal-missing Frameworks/Core.framework/Core',
      'seal-missing Frameworks/libloose.1.dylib',
      'seal-missing Hello',
      'seal-missing PlugIns/Share.appex/Share',
    ]);
    const content = appContent();
    const adHoc = await applySeal(content, await sealContent(content, { pki, signer: undefined }));
    assert.deepEqual((await findingsOf(adHoc)).toSorted(), [
      'seal-ad-hoc Frameworks/Core.framework/Core',
      'seal-ad-hoc Frameworks/libloose.1.dylib',
      'seal-ad-hoc Hello',
      'seal-ad-hoc PlugIns/Share.appex/Share',
    ]);
  });

  it('the list for old systems alone', async () => {
    const content = appContent();
    const path = `${appRoot}/www/index.html`;
    const good = await sealContent(content, { pki });
    const listed = good.files.get(list);
    assert.ok(listed?.kind === 'bytes');
    const text = Buffer.from(listed.bytes).toString();
    const sha1 = createHash('sha1').update(bytesOf(content, path)).digest('base64');
    const wrong = { ...(await applySeal(content, good)), [list]: utf8(text.replace(sha1, sha1.toLowerCase().replace('=', '') + '=')) };
    const found = ['seal-list-changed Hello -3', 'seal-legacy-list-differs _CodeSignature/CodeResources'];
    assert.deepEqual(await findingsOf(wrong), found);
    // What the old rules seal must be in it, with a language that may be missing, and what they leave out need not.
    const [old = '', current = ''] = text.split('<key>files2</key>');
    const leftOut = (file: string): AppContent => {
      const shorter = old.replace(new RegExp(`\\t*<key>${file}</key>\\s*(?:<data>[^<]*</data>|<dict>[^]*?</dict>)\\s*`), '');
      assert.notEqual(shorter, old, file);
      return { ...wrong, [list]: utf8(`${shorter}<key>files2</key>${current}`) };
    };
    assert.deepEqual(await findingsOf(leftOut('www/index.html')), found);
    assert.deepEqual(await findingsOf(leftOut('en.lproj/InfoPlist.strings')), found);
  });

  it('rules that leave out what Apple seals, and files that are marked as optional', async () => {
    const content = await sealedContent({ pki });
    const text = Buffer.from(bytesOf(content, list)).toString();
    const [before, rules = ''] = text.split('<key>rules2</key>');
    const weak = `${before}<key>rules2</key>${rules.replace('<key>^.*</key>', '<key>^www/</key>\n<dict><key>omit</key><true/><key>weight</key><real>3000</real></dict>\n<key>^.*</key>')}`;
    assert.deepEqual(await findingsOf({ ...content, [list]: utf8(weak) }), [
      'seal-list-changed Hello -3',
      'seal-rules-weak _CodeSignature/CodeResources',
    ]);
    const optional = text.replace(/(<key>files2<\/key>[^]*?<key>Base.lproj\/Main.strings<\/key>\s*<dict>)/, '$1<key>optional</key><true/>');
    assert.deepEqual(await findingsOf({ ...content, [list]: utf8(optional) }), [
      'seal-list-changed Hello -3',
      'seal-resource-optional Base.lproj/Main.strings',
    ]);
  });

  it('slots that nothing has a use for', async () => {
    // The slots that only images of disks use, sealed without content; one of the others says so with its name.
    const withHash = (slot: number): ((content: AppContent) => AppContent) =>
      withBlobs((blobs) => {
        const directory = blobs.get(0) ?? new Uint8Array(0);
        const hashOffset = new DataView(directory.buffer, directory.byteOffset).getUint32(16);
        directory.fill(7, hashOffset - slot * 32, hashOffset - (slot - 1) * 32);
      });
    const follows = ['seal-cd-digests-differ Hello', 'seal-cdhashes-differ Hello', 'seal-cms-digest-differs Hello'];
    for (const slot of [4, 6]) await check(withHash(slot), [`seal-slot-changed Hello -${slot}`, ...follows]);
    await check(
      (content) => withBlobs((blobs) => blobs.set(6, blob.encodeBlob(0xfade8181, utf8('x'))))(withHash(6)(content)),
      ['seal-slot-changed Hello -6', ...follows],
    );
  });

  it('folders that are called like programs, where devices look for them or where they have an Info.plist', async () => {
    const added = async (path: string): Promise<boolean> => {
      const found = await findingsOf({ ...(await sealedContent({ pki })), [`${appRoot}/${path}`]: utf8('x') });
      return found.some((line) => line.startsWith('seal-app-missing') || line.startsWith('plist-') || line.startsWith('ipa-'));
    };
    assert.deepEqual(
      await Promise.all(
        [
          'PlugIns/New.appex/a.txt',
          'Extensions/New.appex/a.txt',
          'Watch/New.app/a.txt',
          'XPCServices/New.xpc/a.txt',
          'Other/New.app/Info.plist',
          'Other/New.app/a.txt',
          'PlugIns/New.appext/a.txt',
          'PlugIns/New/a.txt',
        ].map(added),
      ),
      [true, true, true, true, true, false, false, false],
    );
  });

  it('how far it is, up to all of it', async () => {
    const files = filesOf(await sealedContent({ pki }));
    const fractions: number[] = [];
    await verifyBundle(files, appRoot, { onProgress: (fraction) => fractions.push(fraction) });
    assert.ok(fractions.length > 5);
    assert.ok(
      fractions.every((fraction, index) => fraction > (fractions[index - 1] ?? 0)),
      String(fractions),
    );
    assert.ok(Math.abs((fractions.at(-1) ?? 0) - 1) < 1e-9, String(fractions.at(-1)));
  });

  it('as many of one kind as a reader can use, each in its file', () => {
    const findings = new SealFindings();
    for (let index = 0; index < 201; index++) findings.add('seal-missing', { architecture: 'arm64' }, `f${index}`, index);
    findings.add('seal-ad-hoc', { architecture: 'arm64' }, 'g');
    assert.equal(findings.list.length, 201);
    assert.deepEqual(
      [findings.list[199], findings.list[200]].map((each) => [each?.issue.code, each?.issue.place, each?.file, each?.slot]),
      [
        ['seal-missing', { entry: 'f199' }, 'f199', 199],
        ['seal-ad-hoc', { entry: 'g' }, 'g', undefined],
      ],
    );
  });

  it('entitlements of a library', async () => {
    const content = appContent({ filetype: 6 });
    const bare = await applySeal(content, await sealContent(content, { pki }));
    const found = await findingsOf(bare);
    assert.deepEqual(
      found.filter((line) => line.includes('library')),
      ['seal-entitlements-in-library PlugIns/Share.appex/Share -5', 'seal-entitlements-in-library Hello -5'],
    );
  });

  it('an extension that is none, which devices look for', async () => {
    await check(flipIn(`${extensionRoot}/Info.plist`, 1), [
      'seal-app-missing PlugIns/Share.appex',
      'seal-resource-changed PlugIns/Share.appex/Info.plist',
      'seal-slot-without-content PlugIns/Share.appex/Share -1',
      'seal-slot-without-content PlugIns/Share.appex/Share -3',
    ]);
    await check(
      (content) => ({ ...content, [`${appRoot}/PlugIns/Empty.appex/readme.txt`]: utf8('x') }),
      ['seal-app-missing PlugIns/Empty.appex', 'seal-resource-added PlugIns/Empty.appex/readme.txt'],
    );
  });

  it('extensions that are none, as many as a reader can use', async () => {
    const content = await sealedContent({ pki });
    const many = (count: number): AppContent => ({
      ...content,
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`${appRoot}/PlugIns/E${index}.appex/a.txt`, utf8('x')])),
    });
    for (const [count, expected] of [
      [50, 50],
      [60, 50],
    ] as const) {
      const found = await findingsOf(many(count));
      assert.equal(found.filter((line) => line.startsWith('seal-app-missing')).length, expected);
    }
  });

  it('no app', async () => {
    assert.deepEqual(await findingsOf({ [`${appRoot}/Info.plist`]: utf8('<plist/>') }), ['seal-app-missing ']);
  });

  it('a signature that cannot be read', async () => {
    const { offset } = signatureOf(bytesOf(await sealedContent({ pki }), executable));
    await check(flipIn(executable, offset), ['code-signature-malformed Hello']);
  });
});

describe('the digest of a seal', () => {
  it('stays the same for the same input and time', async () => {
    const hash = (content: AppContent): string => {
      const sum = createHash('sha256');
      for (const [path, value] of Object.entries(content)) sum.update(path).update(value);
      return sum.digest('hex');
    };
    const rsa = new ApplePki('rsa-2048', 'same');
    const sketch = { pki: rsa, signer: signerOf(rsa), programs: new Map([[appRoot, { entitlements: entitlementsOf('com.acme.hello') }]]) };
    const first = await sealedContent(sketch);
    assert.equal(hash(await sealedContent(sketch)), hash(first));
    const later = { ...sketch, signer: { ...sketch.signer, signingTime: new Date('2026-11-29T10:00:01Z') } };
    assert.notEqual(hash(await sealedContent(later)), hash(first));
    const { signature } = inspectCodeSignature(signatureOf(bytesOf(first, executable)).bytes);
    assert.equal(signature?.codeDirectories[0].team, 'TEAM123456');
  });
});
