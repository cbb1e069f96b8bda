/** Tag classes and the universal tag numbers (X.680 clause 8.6, table 1) that certificates, keys and CMS use. */

export const tagClasses = ['universal', 'application', 'context', 'private'] as const;
export type TagClass = (typeof tagClasses)[number];

export const universalTag = {
  BOOLEAN: 1,
  INTEGER: 2,
  BIT_STRING: 3,
  OCTET_STRING: 4,
  NULL: 5,
  OBJECT_IDENTIFIER: 6,
  ENUMERATED: 10,
  UTF8String: 12,
  SEQUENCE: 16,
  SET: 17,
  NumericString: 18,
  PrintableString: 19,
  T61String: 20,
  IA5String: 22,
  UTCTime: 23,
  GeneralizedTime: 24,
  VisibleString: 26,
  UniversalString: 28,
  BMPString: 30,
} as const;

export type UniversalType = keyof typeof universalTag;
