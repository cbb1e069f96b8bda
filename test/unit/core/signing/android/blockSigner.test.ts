import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes, concatBytes, emptyBytes } from '../../../../../src/core/base/bytes.ts';
import { createBlockIdentity, encodeSignature } from '../../../../../src/core/signing/android/blockIdentity.ts';
import {
  type BlockScheme,
  type BlockSigner,
  inspectBlockSigner,
  inspectBlockSigners,
  type SignerCheck,
} from '../../../../../src/core/signing/android/blockSigner.ts';
import { encodePrefixed, encodePrefixedSequence, u32Bytes } from '../../../../../src/core/signing/android/lengthPrefixed.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const identity = createBlockIdentity(throwAwayIdentity({ algorithm: 'ec-p256' }));
const { id: algorithmId } = identity.algorithm;
const all: SignerCheck = { minSdk: 24, maxSdk: 0x7fffffff };

interface Parts {
  readonly digests?: readonly Bytes[];
  readonly certificates?: readonly Bytes[];
  readonly attributes?: readonly Bytes[];
  /** Before the good one. */
  readonly moreSignatures?: readonly Bytes[];
  readonly signatures?: readonly Bytes[];
  readonly range?: readonly [number, number];
  readonly signedRange?: readonly [number, number];
}

const numbered = (id: number, ...value: readonly number[]): Bytes => concatBytes(u32Bytes(id), encodePrefixed(Uint8Array.from(value)));
const digestOf = (id: number): Bytes => numbered(id, 1, 2, 3);

function makeSigner(parts: Parts = {}): Bytes {
  const range = (parts.range ?? []).map(u32Bytes);
  const signedData = concatBytes(
    encodePrefixedSequence(parts.digests ?? [digestOf(algorithmId)]),
    encodePrefixedSequence(parts.certificates ?? identity.certificates),
    ...(parts.signedRange ?? parts.range ?? []).map(u32Bytes),
    encodePrefixedSequence(parts.attributes ?? []),
  );
  const signatures = parts.signatures ?? [...(parts.moreSignatures ?? []), encodeSignature(identity, [signedData])];
  return concatBytes(encodePrefixed(signedData), ...range, encodePrefixedSequence(signatures), encodePrefixed(identity.publicKey));
}

/** The issues with what they say of numbers, and the signer. */
function inspect(parts: Parts, scheme: BlockScheme, check = all): readonly [readonly string[], BlockSigner | undefined] {
  const { signer, issues } = inspectBlockSigner(scheme, makeSigner(parts), 3, check);
  const texts = issues.map(({ code, params }) => {
    strictEqual(params['signer'], 3);
    strictEqual(params['scheme'], { v2: 'v2', v3: 'v3', v31: 'v3.1', v32: 'v3.2' }[scheme]);
    const others = Object.entries(params).filter(([name]) => name !== 'signer' && name !== 'scheme');
    return [code, ...others.map(([name, value]) => `${name}=${value}`)].join(' ');
  });
  return [texts, signer];
}

function check(parts: Parts, expected: readonly string[], scheme: BlockScheme = 'v2'): void {
  deepStrictEqual(inspect(parts, scheme)[0], expected);
}

const whole = [24, 0x7fffffff] as const;

describe('a signer of a block', () => {
  it('gives what it says, when its signature is right', () => {
    const attributes = [u32Bytes(7), concatBytes(u32Bytes(8), Uint8Array.of(1, 2))];
    const [issues, signer] = inspect({ attributes, range: [28, 33] }, 'v3');
    deepStrictEqual(issues, []);
    deepStrictEqual(
      { ...signer, certificates: signer?.certificates.map(({ der }) => der) },
      {
        number: 3,
        minSdk: 28,
        maxSdk: 33,
        certificates: identity.certificates,
        digests: [{ algorithmId, value: Uint8Array.of(1, 2, 3) }],
        attributes: [
          { id: 7, value: emptyBytes },
          { id: 8, value: Uint8Array.of(1, 2) },
        ],
        contentDigests: ['chunked-sha256'],
        isUnchecked: false,
      },
    );
  });

  it('has the platforms that are asked about where it names none', () => {
    const [, signer] = inspect({}, 'v2', { minSdk: 26, maxSdk: 30 });
    deepStrictEqual([signer?.minSdk, signer?.maxSdk], [26, 30]);
    // No range of a v2 signer is wrong: it is that of the question.
    deepStrictEqual(inspect({}, 'v2', { minSdk: 31, maxSdk: 30 })[0], []);
  });

  const malformed: readonly (readonly [string, Parts, string])[] = [
    ['its first signature', { signatures: [Uint8Array.of(1)] }, 'apk-v2-signature-malformed number=1'],
    ['its second signature', { moreSignatures: [numbered(algorithmId, 1), emptyBytes] }, 'apk-v2-signature-malformed number=2'],
    ['its third digest', { digests: [digestOf(algorithmId), digestOf(2), emptyBytes] }, 'apk-v2-digest-malformed number=3'],
    ['its second attribute', { attributes: [u32Bytes(7), Uint8Array.of(1)] }, 'apk-v2-attribute-malformed number=2'],
    ['its first certificate', { certificates: [emptyBytes] }, 'apk-v2-certificate-malformed number=1'],
    [
      'its second certificate',
      { certificates: [...identity.certificates, Uint8Array.of(0x30, 0)] },
      'apk-v2-certificate-malformed number=2',
    ],
  ];
  for (const [what, parts, expected] of malformed) it(`is refused for ${what}`, () => check(parts, [expected]));

  const ranges: readonly (readonly [range: readonly [number, number], expected: readonly string[]])[] = [
    [[0, 30], ['apk-v3-no-supported-signatures minSdk=0']],
    [[24, 24], []],
    [whole, []],
    [[25, 24], ['apk-v3-sdk-range-invalid minSdk=25 maxSdk=24']],
    [
      [-1, 30],
      ['apk-v3-sdk-range-invalid minSdk=-1 maxSdk=30', 'apk-v3-no-supported-signatures minSdk=0'],
    ],
    [[0, 0], ['apk-v3-no-supported-signatures minSdk=0']],
    [[9, 20], ['apk-v3-no-supported-signatures minSdk=9']],
  ];
  for (const [range, expected] of ranges)
    it(`of v3 for the platforms ${range.join(' to ')} gives ${expected.join(', ') || 'no issue'}`, () => check({ range }, expected, 'v3'));

  for (const signedRange of [
    [25, 0x7fffffff],
    [24, 99],
  ] as const)
    it(`is told from what was signed, platforms ${signedRange.join(' to ')}`, () => {
      const [[issue, ...others]] = inspect({ range: whole, signedRange }, 'v31');
      const params = `minSdk=24 maxSdk=2147483647 signedMinSdk=${signedRange[0]} signedMaxSdk=${signedRange[1]}`;
      deepStrictEqual([issue, others], [`apk-v31-sdk-range-mismatch ${params}`, []]);
    });

  const lists: readonly (readonly [string, Parts])[] = [
    ['fewer', { digests: [] }],
    ['more', { digests: [digestOf(algorithmId), digestOf(algorithmId)] }],
    ['others', { digests: [digestOf(algorithmId + 1)] }],
    ['others behind the first', { digests: [digestOf(0x9999), digestOf(1)], moreSignatures: [numbered(0x9999, 1)] }],
    ['others before the last', { digests: [digestOf(1), digestOf(algorithmId)], moreSignatures: [numbered(0x9999, 1)] }],
  ];
  for (const [what, parts] of lists)
    it(`is refused for ${what} digests than signatures`, () => {
      strictEqual(inspect(parts, 'v2')[0].at(-1), 'apk-v2-algorithms-differ');
    });

  it('is taken with a signature that no one knows next to a known one', () => {
    check({ digests: [digestOf(0x9999), digestOf(algorithmId)], moreSignatures: [numbered(0x9999, 1)] }, [
      'apk-v2-signature-algorithm-unknown algorithm=0x9999',
    ]);
  });

  describe('with ML-DSA, whose key no signer here has', () => {
    const signatures = [numbered(0x0501, 1)];
    const digests = [digestOf(0x0501)];

    it('is not known before v3.2', () => {
      check(
        { signatures, digests, range: whole },
        ['apk-v31-signature-algorithm-unknown algorithm=0x501', 'apk-v31-no-supported-signatures minSdk=24'],
        'v31',
      );
    });
    it('is left unchecked where the runtime has none, from whichever platform it says', () => {
      for (const range of [
        [24, 0x7fffffff],
        [99, 0x7fffffff],
      ] as const) {
        const [issues, signer] = inspect({ signatures, digests, range }, 'v32');
        deepStrictEqual([issues, signer?.isUnchecked, signer?.contentDigests], [[], true, ['chunked-sha512']]);
      }
    });
    it('is checked where the runtime has it', () => {
      const issues = inspect({ signatures, digests, range: whole }, 'v32', { ...all, hasMlDsa: true })[0];
      deepStrictEqual(issues, ['apk-v32-public-key-malformed']);
    });
    it('has no platform that could check it', () => {
      check({ signatures, digests, range: [24, 30] }, ['apk-v32-no-supported-signatures minSdk=24'], 'v32');
    });
  });
});

describe('the signers of a block', () => {
  const signer = { number: 1 } as BlockSigner;

  function check(block: Bytes, expected: { signers: number; count: number; issues: readonly string[]; asked?: readonly number[] }): void {
    const asked: number[] = [];
    const { signers, count, issues } = inspectBlockSigners('v31', block, (bytes, number) => {
      asked.push(number);
      return bytes.length === 0 ? { issues: [] } : { issues: [], signer };
    });
    const texts = issues.map(({ code, params }) => [code, ...Object.values(params)].join(' '));
    deepStrictEqual({ signers: signers.length, count, issues: texts, asked }, { asked: [], ...expected });
  }

  const one = encodePrefixed(Uint8Array.of(1));

  it('are all there are', () => {
    check(encodePrefixed(one, one), { signers: 2, count: 2, issues: [], asked: [1, 2] });
  });
  it('are those that could be read', () => {
    check(encodePrefixed(encodePrefixed(), one), { signers: 1, count: 2, issues: [], asked: [1, 2] });
  });
  it('are none in an empty list', () => {
    check(encodePrefixed(), { signers: 0, count: 0, issues: ['apk-v31-no-signers v3.1'] });
  });
  it('are none in a block that is cut short', () => {
    check(Uint8Array.of(9, 0, 0, 0, 1), { signers: 0, count: 0, issues: ['apk-v31-signers-malformed v3.1'] });
  });
  it('end at the first that is cut short, which is named', () => {
    check(encodePrefixed(one, u32Bytes(9)), { signers: 1, count: 1, issues: ['apk-v31-signer-malformed v3.1 2'], asked: [1] });
  });
  it('are looked at up to a number', () => {
    const numbers = Array.from({ length: 64 }, (_, index) => index + 1);
    const many = (count: number): Bytes => encodePrefixed(...Array.from({ length: count }, () => one));
    check(many(64), { signers: 64, count: 64, issues: [], asked: numbers });
    check(many(65), { signers: 64, count: 65, issues: ['apk-v31-signers-malformed v3.1'], asked: numbers });
  });
});
