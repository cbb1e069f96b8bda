/**
 * How much key derivation one file may ask for. The file itself says how often a hash is iterated, so a hostile one could
 * ask for hours: a single derivation and all of them together are bounded, at some seconds of work.
 */

import { TooManyIterations } from './passwordEncryptionErrors.ts';

/** The defaults of Java and OpenSSL are 2 048 to 100 000; advice for passwords goes to a million. */
const maxIterations = 5_000_000;
const maxTotalIterations = 10_000_000;

export class DerivationBudget {
  #left = maxTotalIterations;

  /** Takes the cost of one derivation, or throws `TooManyIterations`. */
  spend(iterations: number): void {
    if (iterations > maxIterations || iterations > this.#left) throw new TooManyIterations(iterations);
    // A derivation costs something even with one iteration, and so do its setup and the decryption that follows.
    this.#left -= Math.max(iterations, 200);
  }
}
