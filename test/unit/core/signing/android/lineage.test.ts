import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { concatBytes, emptyBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { createBlockIdentity } from '../../../../../src/core/signing/android/blockIdentity.ts';
import { encodePrefixed, u32Bytes } from '../../../../../src/core/signing/android/lengthPrefixed.ts';
import { signWith } from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { inspectLineage, mergeLineages, type LineageResult } from '../../../../../src/core/signing/android/v3/lineage.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const [a, b, c] = ['a', 'b', 'c'].map((label) =>
  throwAwayIdentity({ algorithm: 'ec-p256', label, subject: [{ type: 'CN', value: label }] }),
);

interface NodeChange {
  readonly signedBy?: SigningIdentity;
  readonly statedAlgorithm?: number;
  readonly nextAlgorithm?: number;
}

function lineageOf(identities: readonly (SigningIdentity | undefined)[], changes: Readonly<Record<number, NodeChange>> = {}): Bytes {
  const nodes: Bytes[] = [];
  for (const [index, identity] of identities.entries()) {
    if (!identity) continue;
    const parent = changes[index]?.signedBy ?? identities[index - 1];
    const algorithmId = changes[index]?.statedAlgorithm ?? (parent ? createBlockIdentity(parent).algorithm.id : 0);
    const signedData = concatBytes(encodePrefixed(identity.certificates[0]), u32Bytes(algorithmId));
    const signature = parent ? signWith(createBlockIdentity(parent).algorithm, parent.privateKey, signedData) : emptyBytes;
    const next = changes[index]?.nextAlgorithm ?? createBlockIdentity(identity).algorithm.id;
    nodes.push(encodePrefixed(encodePrefixed(signedData), u32Bytes(23), u32Bytes(next), encodePrefixed(signature)));
  }
  return concatBytes(u32Bytes(1), ...nodes);
}

describe('the history of signing keys', () => {
  it('is valid when each certificate is signed by the key before', () => {
    const result = inspectLineage(lineageOf([a, b, c]));
    deepStrictEqual(result.outcome === 'valid' && result.lineage.map(({ subject }) => subject.text), ['CN=a', 'CN=b', 'CN=c']);
  });

  const whole = lineageOf([a, b]);
  const broken: readonly (readonly [LineageResult['outcome'], string, Bytes])[] = [
    ['invalid', 'signed by another key', lineageOf([a, b], { 1: { signedBy: c! } })],
    ['invalid', 'stating another algorithm than the parent', lineageOf([a, b], { 1: { statedAlgorithm: 0x0103 } })],
    ['invalid', 'with one certificate twice', lineageOf([a, b, a])],
    ['invalid', 'with a damaged signature', whole.map((byte, index) => (index === whole.length - 8 ? byte ^ 1 : byte))],
    ['malformed', 'with an unknown algorithm', lineageOf([a, b], { 0: { nextAlgorithm: 0x7777 } })],
    ['malformed', 'of an unknown version', concatBytes(u32Bytes(2), whole.subarray(4))],
    ['malformed', 'without a node', u32Bytes(1)],
    ['malformed', 'that is empty', emptyBytes],
    ['malformed', 'cut short', whole.subarray(0, whole.length - 1)],
  ];
  for (const [outcome, what, bytes] of broken)
    it(`is ${outcome} ${what}`, () => {
      strictEqual(inspectLineage(bytes).outcome, outcome);
    });

  const [ca, cb, cc] = [a, b, c].map((identity) => parseCertificate(identity?.certificates[0] ?? emptyBytes));
  const names = (lineage: ReturnType<typeof mergeLineages>): string | undefined =>
    lineage?.map(({ subject }) => subject.text.slice(3)).join('');
  it('merges histories that overlap, in any order, and no others', () => {
    if (!ca || !cb || !cc) throw new Error('no certificates');
    deepStrictEqual(
      [
        names(mergeLineages([ca, cb], [ca, cb, cc])),
        names(mergeLineages([ca, cb, cc], [ca, cb])),
        names(mergeLineages([cb, cc], [ca, cb])),
        names(mergeLineages([ca, cb], [cb, cc])),
        names(mergeLineages([ca, cb], [ca, cc])),
        names(mergeLineages([ca], [cc])),
      ],
      ['abc', 'abc', 'abc', 'abc', undefined, undefined],
    );
  });
});
