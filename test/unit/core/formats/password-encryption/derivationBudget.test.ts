import { deepStrictEqual, rejects, strictEqual, throws } from 'node:assert/strict';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { DerivationBudget, type DerivationInput } from '../../../../../src/core/formats/password-encryption/derivationBudget.ts';
import { TooManyIterations, UnsupportedEncryption } from '../../../../../src/core/formats/password-encryption/passwordEncryptionErrors.ts';
import { beginKey, deriveKey, type Pbkdf2Parameters } from '../../../../../src/core/formats/password-encryption/pbkdf2.ts';

const input: DerivationInput = { hash: 'sha256', password: utf8('secret'), salt: utf8('salt'), iterations: 1000, length: 32 };
const key = utf8('a key');
const never = async (): Promise<Bytes> => {
  throw new Error('derived for nothing');
};
const derivation: Pbkdf2Parameters = { kind: 'pbkdf2', hash: 'sha256', salt: utf8('salt'), iterations: 1000, keyLength: undefined };

describe('the budget of derivations', () => {
  for (const [what, counts, accepted] of [
    ['one derivation at the limit', [5_000_000], true],
    ['one beyond it', [5_000_001], false],
    ['all together at the limit', [5_000_000, 5_000_000], true],
    ['all together beyond it', [5_000_000, 4_999_900, 101], false],
    ['many small ones, which cost something too', Array.from({ length: 50_001 }, () => 1), false],
    ['as many as are paid for', Array.from({ length: 50_000 }, () => 200), true],
  ] as const)
    it(`${accepted ? 'allows' : 'refuses'} ${what}`, () => {
      const spend = (): void => {
        const budget = new DerivationBudget();
        for (const count of counts) budget.spend(count);
      };
      if (accepted) spend();
      else throws(spend, TooManyIterations);
    });

  it('gives a derivation that was begun to who asks for the very same, and to no one else', async () => {
    const budget = new DerivationBudget();
    budget.begin(input, async () => key);
    deepStrictEqual(await budget.begun({ ...input, password: utf8('secret'), salt: utf8('salt') }), key);
    const others: readonly Partial<DerivationInput>[] = [
      { hash: 'sha1' },
      { password: utf8('other') },
      { salt: utf8('pepper') },
      { iterations: 1001 },
      { length: 16 },
    ];
    for (const other of others) strictEqual(budget.begun({ ...input, ...other }), undefined, JSON.stringify(other));
  });

  it('begins two, and none that takes long', () => {
    const begun: number[] = [];
    const begin = (budget: DerivationBudget, iterations: number): void =>
      budget.begin({ ...input, iterations }, async () => (begun.push(iterations), key));
    const budget = new DerivationBudget();
    for (const iterations of [100_001, 100_000, 2, 3]) begin(budget, iterations);
    deepStrictEqual(begun, [100_000, 2]);
  });

  it('keeps an error for who asks', async () => {
    const budget = new DerivationBudget();
    budget.begin(input, never);
    await new Promise((resolve) => setImmediate(resolve));
    await rejects(budget.begun(input) ?? Promise.resolve(), /derived for nothing/);
  });
});

describe('a key that is derived ahead', () => {
  it('is the key that is derived when it is asked for', async () => {
    const ahead = new DerivationBudget();
    beginKey(derivation, input.password, 32, ahead);
    strictEqual(ahead.begun({ ...derivation, password: input.password, length: 32 }) instanceof Promise, true);
    const later = await deriveKey(derivation, input.password, 32, new DerivationBudget());
    deepStrictEqual(await deriveKey(derivation, input.password, 32, ahead), later);
  });

  it('fails as one that is derived when it is asked for', async () => {
    const unknown = { ...derivation, hash: 'no-such-hash' };
    const budget = new DerivationBudget();
    beginKey(unknown, input.password, 32, budget);
    await rejects(deriveKey(unknown, input.password, 32, budget), UnsupportedEncryption);
    await rejects(deriveKey({ ...derivation, iterations: 0 }, input.password, 32, budget), UnsupportedEncryption);
  });

  it('is not begun where it takes memory or makes no sense', () => {
    const budget = new DerivationBudget();
    beginKey({ kind: 'scrypt', salt: utf8('salt'), cost: 2, blockSize: 1, parallelization: 1 }, input.password, 32, budget);
    beginKey({ ...derivation, iterations: 0 }, input.password, 32, budget);
    strictEqual(budget.begun({ ...derivation, iterations: 0, password: input.password, length: 32 }), undefined);
  });
});
