/** `{ key: value }`, or nothing when there is no value: optional properties are absent here, never `undefined`. */

export function present<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  const row: Readonly<Record<string, Value>> = value === undefined ? {} : { [key]: value };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one key of `row` is `Key`, which no type of TypeScript can say
  return row as { readonly [K in Key]?: Value };
}
