/** Sizes as people read them: powers of 1000 as Android, stores and file managers show them. */

const units = ['kB', 'MB', 'GB', 'TB'];

export function formatByteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
