/** What people call an Android API level. */

const names: Readonly<Record<number, string>> = {
  14: '4.0',
  15: '4.0.3',
  16: '4.1',
  17: '4.2',
  18: '4.3',
  19: '4.4',
  20: '4.4W',
  21: '5.0',
  22: '5.1',
  23: '6.0',
  24: '7.0',
  25: '7.1',
  26: '8.0',
  27: '8.1',
  28: '9',
  29: '10',
  30: '11',
  31: '12',
  32: '12L',
  33: '13',
  34: '14',
  35: '15',
  36: '16',
  37: '17',
};

/** The highest API level of a version as devices name it: 25 for `7`. `undefined` for one that has no level here. */
export function androidApiLevel(version: string): number | undefined {
  const levels = Object.entries(names).filter(([, name]) => Number.parseInt(name, 10) === Number.parseInt(version, 10));
  return levels.length === 0 ? undefined : Math.max(...levels.map(([level]) => Number(level)));
}

/** `Android 7.0` for 24; `Android API 99` for a level that has no name here. */
export function androidVersionName(apiLevel: number): string {
  const name = names[apiLevel];
  return name === undefined ? `Android API ${apiLevel}` : `Android ${name}`;
}
