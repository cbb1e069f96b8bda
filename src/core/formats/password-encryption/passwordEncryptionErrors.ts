/** Why something that is encrypted with a password cannot even be tried. Caught by the `inspect` function of the format. */

/** The algorithm is not one of those this product reads. */
export class UnsupportedEncryption extends Error {
  /** Its name, or its object identifier. */
  readonly algorithm: string;

  constructor(algorithm: string) {
    super(`${algorithm} is not supported`);
    this.name = 'UnsupportedEncryption';
    this.algorithm = algorithm;
  }
}

/** Deriving the keys of this file would take longer than anyone waits. */
export class TooManyIterations extends Error {
  readonly iterations: number;

  constructor(iterations: number) {
    super(`${iterations} iterations are too many`);
    this.name = 'TooManyIterations';
    this.iterations = iterations;
  }
}
