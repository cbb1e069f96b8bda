/**
 * How much key derivation one file may ask for. The file itself says how often a hash is iterated, so a hostile one could
 * ask for hours: a single derivation and all of them together are bounded, at some seconds of work.
 */

import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { TooManyIterations } from './passwordEncryptionErrors.ts';

/** The defaults of Java and OpenSSL are 2 048 to 100 000; advice for passwords goes to a million. */
const maxIterations = 5_000_000;
const maxTotalIterations = 10_000_000;

/** Derivations that may begin before it is certain that they are needed: a part and a key, with what is usual. */
const mostAhead = 2;
const maxIterationsAhead = 100_000;

/** What a key is derived from, and how. */
export interface DerivationInput {
  readonly hash: string;
  readonly password: Bytes;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly length: number;
}

interface BegunDerivation {
  readonly input: DerivationInput;
  readonly key: Promise<Bytes>;
}

export class DerivationBudget {
  #left = maxTotalIterations;
  readonly #begun: BegunDerivation[] = [];

  /** Takes the cost of one derivation, or throws `TooManyIterations`. */
  spend(iterations: number): void {
    if (iterations > maxIterations || iterations > this.#left) throw new TooManyIterations(iterations);
    // A derivation costs something even with one iteration, and so do its setup and the decryption that follows.
    this.#left -= Math.max(iterations, 200);
  }

  /** Begins what other threads can do meanwhile; `spend` counts it when it is asked for. */
  begin(input: DerivationInput, derive: () => Promise<Bytes>): void {
    if (this.#begun.length >= mostAhead || input.iterations > maxIterationsAhead) return;
    const key = derive();
    // Who asks for the key meets the error.
    key.catch(() => undefined);
    this.#begun.push({ input, key });
  }

  begun(input: DerivationInput): Promise<Bytes> | undefined {
    return this.#begun.find((derivation) => isSame(derivation.input, input))?.key;
  }
}

function isSame(one: DerivationInput, other: DerivationInput): boolean {
  const isSameWork = one.hash === other.hash && one.iterations === other.iterations && one.length === other.length;
  return isSameWork && equalBytes(one.salt, other.salt) && equalBytes(one.password, other.password);
}
