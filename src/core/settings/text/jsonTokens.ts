/**
 * The token kinds of jsonc-parser's scanner. The library declares them as a const enum, which separately compiled modules
 * cannot use; a test compares them with what the scanner returns.
 */

export const jsonTokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  lineComment: 12,
  blockComment: 13,
  blank: 15,
  unknown: 16,
  end: 17,
} as const;
