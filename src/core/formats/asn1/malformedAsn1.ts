/** Thrown inside ASN.1 parsers when the bytes are not what the type wants. Caught by the `inspect` function of the format, never beyond. */

export class MalformedAsn1 extends Error {
  /** Byte offset from the start of the outermost value that was parsed. */
  readonly offset: number;
  /** The input ended inside a value, as a file that was not copied completely does. */
  readonly isTruncated: boolean;

  constructor(reason: string, offset: number, isTruncated = false) {
    super(reason);
    this.name = 'MalformedAsn1';
    this.offset = offset;
    this.isTruncated = isTruncated;
  }
}
