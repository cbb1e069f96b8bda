import { constants, createPublicKey, sign } from 'node:crypto';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import {
  chooseSignatureAlgorithm,
  chooseSignaturesToVerify,
  getSignatureAlgorithm,
  parsePublicKey,
  verifyWith,
} from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { throwAwayKey, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';

const known = (...ids: readonly number[]) =>
  ids.map((id) => {
    const algorithm = getSignatureAlgorithm(id);
    if (!algorithm) throw new Error(`no algorithm ${id}`);
    return { algorithm, signature: new Uint8Array() };
  });

describe('the signature algorithms of v2 and v3', () => {
  const chosen: readonly (readonly [ThrowAwayAlgorithm, number])[] = [
    ['rsa-2048', 0x0103],
    ['rsa-3072', 0x0103],
    ['rsa-4096', 0x0104],
    ['ec-p256', 0x0201],
    ['ec-p384', 0x0202],
    ['ec-p521', 0x0202],
  ];
  for (const [key, id] of chosen)
    it(`signs with 0x${id.toString(16)} for ${key}`, () => {
      strictEqual(chooseSignatureAlgorithm(createPublicKey(throwAwayKey(key))).id, id);
    });

  const choices: readonly (readonly [readonly number[], number, number, readonly number[] | undefined])[] = [
    [[0x0103, 0x0104], 24, 99, [0x0104]],
    [[0x0103, 0x0421], 24, 99, [0x0103, 0x0421]],
    [[0x0103, 0x0421], 24, 27, [0x0103]],
    [[0x0421], 28, 99, [0x0421]],
    [[0x0421], 24, 99, undefined],
    [[0x0103], 23, 99, undefined],
    [[], 24, 99, undefined],
    [[0x0201, 0x0103], 24, 99, [0x0201]],
  ];
  for (const [ids, minSdk, maxSdk, expected] of choices)
    it(`checks ${JSON.stringify(expected)} of ${JSON.stringify(ids)} for API levels ${minSdk} to ${maxSdk}`, () => {
      deepStrictEqual(
        chooseSignaturesToVerify(known(...ids), minSdk, maxSdk)?.map(({ algorithm }) => algorithm.id),
        expected,
      );
    });

  const others: readonly (readonly [number, ThrowAwayAlgorithm, object])[] = [
    [0x0101, 'rsa-2048', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
    [0x0102, 'rsa-2048', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }],
    [0x0301, 'dsa-2048', {}],
    [0x0425, 'dsa-1024', {}],
  ];
  for (const [id, keyName, options] of others)
    it(`verifies 0x${id.toString(16)}`, () => {
      const algorithm = getSignatureAlgorithm(id)!;
      const privateKey = throwAwayKey(keyName);
      const key = parsePublicKey(algorithm, createPublicKey(privateKey).export({ format: 'der', type: 'spki' }))!;
      const signature = sign(algorithm.hash, utf8('data'), { key: privateKey, ...options });
      deepStrictEqual(
        [
          verifyWith(algorithm, key, utf8('data'), signature),
          verifyWith(algorithm, key, utf8('date'), signature),
          verifyWith(algorithm, key, utf8('data'), utf8('x')),
        ],
        [true, false, false],
      );
    });
});
