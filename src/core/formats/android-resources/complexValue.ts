/**
 * Complex values: dimensions and fractions packed in 32 bits (`Res_value`, COMPLEX_*): a signed 24-bit mantissa in bits
 * 8 to 31, where its binary point lies (radix) in bits 4 to 5, the unit in bits 0 to 3.
 */

const dimensionUnits = ['px', 'dp', 'sp', 'pt', 'in', 'mm'] as const;
const fractionUnits = ['%', '%p'] as const;

export type DimensionUnit = (typeof dimensionUnits)[number];

/** Bits of the mantissa after the binary point, by radix: 23p0, 16p7, 8p15, 0p23. */
const radixShifts: readonly number[] = [0, 7, 15, 23];

function complexToNumber(bits: number): number {
  return (bits >> 8) / 2 ** (radixShifts[(bits >> 4) & 3] ?? 0);
}

/** At most six significant decimals, without trailing zeros. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `12dp`. A unit that no version of the platform has is written as its number: `12?7`. */
export function formatDimension(bits: number): string {
  return `${shortNumber(complexToNumber(bits))}${dimensionUnits[bits & 0xf] ?? `?${bits & 0xf}`}`;
}

/** `50%`, or `50%p` of the parent. */
export function formatFraction(bits: number): string {
  return `${shortNumber(complexToNumber(bits) * 100)}${fractionUnits[bits & 0xf] ?? `?${bits & 0xf}`}`;
}

/** Packs a dimension with the radix that keeps the most precision, as the platform's own tools choose it. */
export function packDimension(value: number, unit: DimensionUnit): number {
  return (packMantissa(value) | dimensionUnits.indexOf(unit)) >>> 0;
}

function packMantissa(value: number): number {
  const scaled = Math.round(Math.abs(value) * 2 ** 23);
  const radix = scaled % 2 ** 23 === 0 ? 0 : scaled < 2 ** 23 ? 3 : scaled < 2 ** 31 ? 2 : scaled < 2 ** 39 ? 1 : 0;
  const mantissa = Math.trunc(scaled / 2 ** (23 - (radixShifts[radix] ?? 0)));
  return ((((value < 0 ? -mantissa : mantissa) & 0xffffff) << 8) | (radix << 4)) >>> 0;
}
