/** A value that was read from a text, and where it is written. */

export interface Located<Value> {
  readonly value: Value;
  /** Of the first character, counted as JavaScript counts the text. */
  readonly offset: number;
  readonly length: number;
}
