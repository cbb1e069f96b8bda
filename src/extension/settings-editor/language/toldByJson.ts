/** What VS Code's own JSON support tells too about files that are shown, by the grammar and our schema. */
const toldByJson: ReadonlySet<string> = new Set([
  'settings-syntax',
  'settings-duplicate-key',
  'settings-wrong-type',
  'settings-wrong-choice',
  'settings-out-of-range',
]);

export function isToldByJson(code: string): boolean {
  return toldByJson.has(code);
}
