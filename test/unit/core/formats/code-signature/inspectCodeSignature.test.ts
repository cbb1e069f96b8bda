import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { inspectCodeSignature } from '../../../../../src/core/formats/code-signature/inspectCodeSignature.ts';
import * as blob from '../../../../../src/core/formats/code-signature/superBlob.ts';
import { plainDictionary } from '../../../../../src/core/formats/plist/plainPlist.ts';
import { ApplePki, team } from '../../../../support/applePki.ts';
import { encodeBlob, encodeCodeDirectory, encodeCodeSignature, encodeSuperBlob } from '../../../../support/machOFiles.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

function check(bytes: Bytes, reason: string): void {
  const { signature, issues } = inspectCodeSignature(bytes);
  assert.equal(signature, undefined);
  assert.deepEqual(
    withWholeTexts(issues).map(({ code, params }) => `${code}: ${params['reason']}`),
    [`code-signature-malformed: ${reason}`],
  );
}

const pki = new ApplePki();
const entitlements = { 'application-identifier': `${team}.com.acme.hello`, 'get-task-allow': true };

describe('code signature', () => {
  it('tells identifier, team, hashes, entitlements and who signed', () => {
    const bytes = encodeCodeSignature({ identity: pki.leaf(), team, entitlements });
    // Signers leave room behind it.
    const { signature, issues } = inspectCodeSignature(concatBytes(bytes, new Uint8Array(100)));
    assert.ok(signature);
    assert.deepEqual(issues, []);
    assert.partialDeepStrictEqual(signature.codeDirectories, [
      {
        version: '20400',
        identifier: 'com.acme.hello',
        team,
        hashType: 'sha256',
        isAdHoc: false,
        isLinkerSigned: false,
        pageSizeBytes: 4096,
        platform: 0,
        codeSlots: 3,
      },
    ]);
    assert.deepEqual(signature.entitlements && plainDictionary(signature.entitlements), entitlements);
    assert.deepEqual(signature.derEntitlements && plainDictionary(signature.derEntitlements), entitlements);
    assert.equal(signature.cms?.certificates.length, 2);
  });

  it('tells a signature without certificate, and one of the linker', () => {
    const { signature } = inspectCodeSignature(encodeCodeSignature({ flags: 2 }));
    const [primary] = signature?.codeDirectories ?? [];
    assert.deepEqual([signature?.cms, primary?.isAdHoc, primary?.isLinkerSigned, primary?.team], [undefined, true, false, undefined]);
    const linker = encodeSuperBlob([[0, encodeCodeDirectory({ flags: 0x20002 })]]);
    assert.equal(inspectCodeSignature(linker).signature?.codeDirectories[0].isLinkerSigned, true);
  });

  it('reads several code directories, the primary first', () => {
    const bytes = encodeSuperBlob([
      [blob.blobSlots.alternateCodeDirectory, encodeCodeDirectory()],
      [blob.blobSlots.codeDirectory, encodeCodeDirectory({ hashType: 1 })],
    ]);
    const hashes = inspectCodeSignature(bytes).signature?.codeDirectories.map(({ hashType }) => hashType);
    assert.deepEqual(hashes, ['sha1', 'sha256']);
  });

  it('code-signature-malformed', () => {
    const directory = encodeCodeDirectory();
    const good = encodeSuperBlob([[0, directory]]);
    check(utf8('no signature at all'), 'it does not begin as a signature');
    check(good.subarray(0, 10), 'it ends too early');
    check(good.subarray(0, -1), 'it ends too early');
    check(encodeSuperBlob([]), 'it has no code directory');
    check(
      encodeSuperBlob([
        [0, directory],
        [0, directory],
      ]),
      'the part 0 is there twice',
    );
    check(encodeSuperBlob([[0, encodeBlob(blob.CSMAGIC_REQUIREMENTS, new Uint8Array(100))]]), 'its code directory is of an unknown kind');
    check(
      encodeSuperBlob([
        [0, directory],
        [5, encodeBlob(blob.CSMAGIC_BLOBWRAPPER, utf8('x'))],
      ]),
      'the part 5 is of an unknown kind',
    );
    check(
      encodeSuperBlob([
        [0, directory],
        [5, encodeBlob(blob.CSMAGIC_EMBEDDED_ENTITLEMENTS, utf8('<plist><array/></plist>'))],
      ]),
      'its entitlements are not a dictionary',
    );
    const entitlements = encodeBlob(blob.CSMAGIC_EMBEDDED_ENTITLEMENTS, new Uint8Array(1_100_000));
    check(
      encodeSuperBlob([
        [0, directory],
        [5, entitlements],
      ]),
      'its entitlements have 1100000 bytes',
    );
    check(encodeSuperBlob([[0, encodeCodeDirectory({ hashType: 9 })]]), 'its hashes are of the unknown kind 9');
    const changed = (offset: number, value: number): Bytes => {
      const copy = directory.slice();
      new DataView(copy.buffer).setUint32(offset, value);
      return encodeSuperBlob([[0, copy]]);
    };
    check(changed(28, 0x10000000), 'its code directory ends before its hashes');
    check(changed(20, 0x7fffffff), 'a name in it has no end');
    check(changed(4, 4), 'a part has the length 4');
    const many = good.slice();
    new DataView(many.buffer).setUint32(8, 0x10000000);
    check(many, 'it declares 268435456 parts');
  });

  it('takes any bytes', () => {
    const seed = encodeCodeSignature({ team, entitlements });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
        const bytes = seed.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        inspectCodeSignature(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
