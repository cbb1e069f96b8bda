import { deepStrictEqual } from 'node:assert/strict';
import { type Certificate, parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { type BlockScheme, type BlockSigner } from '../../../../../src/core/signing/android/blockSigner.ts';
import { compareSchemes, type SchemesToCompare } from '../../../../../src/core/signing/android/compareSchemes.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const template = parseCertificate(throwAwayIdentity({ algorithm: 'ec-p256' }).certificates[0]);

/** Certificates are distinguished by their hash. */
const certificate = (name: string): Certificate => ({ ...template, sha256: name });

const blockSigner = (name: string, number: number): BlockSigner => ({
  number,
  minSdk: 28,
  maxSdk: 99,
  certificates: [certificate(name), certificate('issuer')],
  digests: [],
  attributes: [],
  contentDigests: [],
  isUnchecked: false,
});

interface Names {
  readonly v1?: readonly string[];
  readonly v2?: readonly string[];
  readonly v3?: readonly string[];
  readonly v31?: readonly string[];
  readonly lineage?: readonly string[];
  readonly hybrid?: readonly string[];
}

function toCompare({ v1, lineage = [], hybrid = [], ...schemes }: Names): SchemesToCompare {
  const names: readonly BlockScheme[] = ['v31', 'v3', 'v2'];
  return {
    blocks: names.flatMap((scheme) => {
      const signers = scheme === 'v32' ? undefined : schemes[scheme];
      return signers ? [{ scheme, signers: signers.map((name, index) => blockSigner(name, index + 1)) }] : [];
    }),
    v1: (v1 ?? []).map((name) => ({ name: `META-INF/${name}.RSA`, certificates: [certificate(name), certificate('issuer')] })),
    isV1Verified: v1 !== undefined,
    lineage: lineage.map(certificate),
    hybridLineage: hybrid.map(certificate),
  };
}

describe('the signers of several schemes', () => {
  const cases: readonly (readonly [string, Names, readonly string[]])[] = [
    ['none', {}, []],
    ['one scheme alone', { v2: ['a'] }, []],
    ['v1 alone', { v1: ['a'] }, []],
    ['v1 with another issuer of none', { v1: [], v3: ['a'] }, []],
    ['the same everywhere', { v1: ['a'], v2: ['a'], v3: ['a'] }, []],
    ['the same two in another order', { v1: ['a', 'b'], v2: ['b', 'a'] }, []],
    ['one of v1 that v2 lacks', { v1: ['a', 'b'], v2: ['a'] }, ['apk-v2-missing-v1-signer META-INF/b.RSA']],
    ['one of v2 that v1 lacks', { v1: ['a'], v2: ['a', 'b'] }, ['apk-v1-missing-v2-signer 2']],
    ['another in each', { v1: ['a'], v2: ['b'] }, ['apk-v2-missing-v1-signer META-INF/a.RSA', 'apk-v1-missing-v2-signer 1']],
    ['no v2 beside v1', { v1: ['a'], v2: [] }, []],
    ['v1 before v3', { v1: ['a'], v3: ['a'] }, []],
    ['v1 before another v3', { v1: ['a'], v3: ['b'] }, ['apk-v3-older-signer-differs']],
    ['v2 before another v3', { v2: ['a'], v3: ['b'] }, ['apk-v3-older-signer-differs']],
    ['v1 that is looked at instead of v2', { v1: ['a'], v2: ['a'], v3: ['b'] }, ['apk-v3-older-signer-differs']],
    ['two of v2 before v3', { v2: ['a', 'b'], v3: ['a'] }, ['apk-v3-several-older-signers']],
    ['two of v1 before v3', { v1: ['a', 'b'], v3: ['a'] }, ['apk-v3-several-older-signers']],
    ['two of v3', { v2: ['a'], v3: ['a', 'b'] }, ['apk-v3-several-signers']],
    ['two of v3, the first another', { v2: ['a'], v3: ['b', 'a'] }, ['apk-v3-several-signers', 'apk-v3-older-signer-differs']],
    ['two of v3 with a history', { v2: ['a'], v3: ['b', 'c'], lineage: ['a', 'b'] }, []],
    ['a history that begins with the older', { v2: ['a'], v3: ['b'], lineage: ['a', 'b'] }, []],
    ['a history that begins with another', { v2: ['a'], v3: ['b'], lineage: ['b', 'a'] }, ['apk-v3-older-signer-differs']],
    ['a history without an older scheme', { v3: ['b'], lineage: ['a', 'b'] }, []],
    ['v3.2 alone', { hybrid: ['a', 'b'] }, []],
    ['v3.2 that knows v3', { v3: ['a'], hybrid: ['a', 'b'] }, []],
    ['v3.2 that does not know v3', { v3: ['c'], hybrid: ['a', 'b'] }, ['apk-v32-history-apart v3']],
    ['v3.2 that knows v3.1', { v3: ['a'], v31: ['b'], hybrid: ['a', 'b'], lineage: ['a', 'b'] }, []],
    ['v3.2 that knows v3 and not v3.1', { v3: ['a'], v31: ['c'], hybrid: ['a', 'b'] }, ['apk-v32-history-apart v3.1']],
    ['v3.2 that knows the last of v3.1', { v31: ['c', 'a'], hybrid: ['a', 'b'] }, []],
    ['v3.2 that knows the first of v3.1 alone', { v31: ['a', 'c'], hybrid: ['a', 'b'] }, ['apk-v32-history-apart v3.1']],
    ['v3.2 that knows the last of v3', { v3: ['c', 'a'], hybrid: ['a', 'b'] }, []],
    ['v3.2 whose history begins otherwise', { v3: ['b'], hybrid: ['a', 'b'], lineage: ['b'] }, ['apk-v32-history-apart v3']],
    ['v3.2 whose history begins as that of v3', { v3: ['b'], hybrid: ['a', 'b'], lineage: ['a', 'b'] }, []],
  ];
  for (const [what, names, expected] of cases)
    it(`are ${expected.length === 0 ? 'taken' : 'refused'}: ${what}`, () => {
      const found = compareSchemes(toCompare(names));
      deepStrictEqual(
        found.map(({ code, params }) => [code, ...Object.values(params)].join(' ')),
        expected,
      );
    });
});
