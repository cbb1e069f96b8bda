/**
 * The order of versions: numbers segment by segment, absent segments count as zero, and a suffix after a hyphen comes before
 * the version without one, as Semantic Versioning 2.0.0 (11) has it. What follows a plus sign does not count. Texts that are
 * no version are compared by the same rules as far as they go, so that the order is total.
 */

export function compareVersions(a: string, b: string): number {
  const left = split(a);
  const right = split(b);
  const order = compareLists(left.numbers, right.numbers, '0');
  if (order !== 0) return order;
  if (left.suffix.length === 0 || right.suffix.length === 0) return Math.sign(right.suffix.length - left.suffix.length);
  return compareLists(left.suffix, right.suffix, undefined);
}

function split(version: string): { readonly numbers: readonly string[]; readonly suffix: readonly string[] } {
  const [counted = ''] = version.trim().split('+', 1);
  const hyphen = counted.indexOf('-');
  const numbers = hyphen < 0 ? counted : counted.slice(0, hyphen);
  const suffix = hyphen < 0 ? '' : counted.slice(hyphen + 1);
  return { numbers: numbers.split('.'), suffix: suffix === '' ? [] : suffix.split('.') };
}

function compareLists(left: readonly string[], right: readonly string[], absent: string | undefined): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left[index] ?? absent;
    const b = right[index] ?? absent;
    // Of two suffixes that begin alike, the shorter one is lower.
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const order = compareSegments(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSegments(a: string, b: string): number {
  const aIsNumber = /^\d+$/.test(a);
  const bIsNumber = /^\d+$/.test(b);
  // Numbers come before words.
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  if (!aIsNumber) return compareTexts(a, b);
  // Compared as digits: a hostile version may contain more of them than a number can.
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length === right.length ? compareTexts(left, right) : Math.sign(left.length - right.length);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
