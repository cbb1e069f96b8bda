/** Thrown inside the two parsers and turned into an issue by `inspectPlist`; it never leaves this folder. */

export class PlistError extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'PlistError';
    this.offset = offset;
  }
}

/** Deeper lists are refused: Apple's own files stay below ten. */
export const maxPlistDepth = 128;
