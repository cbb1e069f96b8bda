/** Attribute types of distinguished names with the short names people know (RFC 4514 section 3, RFC 4519, PKCS #9). */

const types: readonly (readonly [key: string, oid: string])[] = [
  ['CN', '2.5.4.3'],
  ['SURNAME', '2.5.4.4'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['T', '2.5.4.12'],
  ['POSTALCODE', '2.5.4.17'],
  ['GIVENNAME', '2.5.4.42'],
  ['INITIALS', '2.5.4.43'],
  ['GENERATION', '2.5.4.44'],
  ['DNQUALIFIER', '2.5.4.46'],
  ['UID', '0.9.2342.19200300.100.1.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
  ['EMAILADDRESS', '1.2.840.113549.1.9.1'],
];

const byIdentifier = new Map(types.map(([key, oid]) => [oid, key]));
const byKey = new Map(types.map(([key, oid]) => [key, oid]));
const aliases: Readonly<Record<string, string>> = { E: 'EMAILADDRESS', EMAIL: 'EMAILADDRESS', S: 'ST', SN: 'SURNAME', TITLE: 'T' };

/** `CN` for 2.5.4.3; unknown types keep their numbers. */
export function keyOfNameAttribute(oid: string): string {
  return byIdentifier.get(oid) ?? oid;
}

/** The identifier of a short name in any case, or of dotted numbers. */
export function identifierOfNameAttribute(key: string): string | undefined {
  const upper = key.toUpperCase().replace(/^OID\./, '');
  if (/^[012](\.\d{1,9}){1,20}$/.test(upper)) return upper;
  return byKey.get(Object.hasOwn(aliases, upper) ? (aliases[upper] ?? upper) : upper);
}

/** Types whose values are IA5String (RFC 4519, PKCS #9); all others are directory strings. */
export function isIa5Attribute(oid: string): boolean {
  return oid === '0.9.2342.19200300.100.1.25' || oid === '1.2.840.113549.1.9.1';
}
