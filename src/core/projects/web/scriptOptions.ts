/** Options that the build script of `package.json` gives to a tool: they count before its configuration. */

import { type PackageJson } from '../packageJson.ts';

/** Names under which projects keep the script that builds for production, best first. */
export const buildScripts = ['build', 'build:prod', 'build:production', 'build:web'] as const;

/** The words of the first command of the build that starts this program. Scripts that the build names are followed once. */
export function scriptWords(
  packageJson: PackageJson,
  program: RegExp,
  names: readonly string[] = buildScripts,
): readonly string[] | undefined {
  const name = names.find((each) => packageJson.script(each) !== undefined);
  const first = name === undefined ? undefined : packageJson.script(name);
  if (first === undefined) return undefined;
  const named = wordsOf(first)
    .slice(0, 50)
    .flatMap((word) => (word === name ? [] : (packageJson.script(word) ?? [])));
  for (const text of [first, ...named])
    for (const command of text.split(/&&|\|\||[;|]/)) {
      const words = wordsOf(command);
      const at = words.findIndex((word) => program.test(word));
      if (at !== -1) return words;
    }
  return undefined;
}

/** `--out build`, `--out=build`; with a value that the shell would fill in, nothing. */
export function optionIn(words: readonly string[] | undefined, ...names: readonly string[]): string | undefined {
  for (const [index, word] of (words ?? []).entries()) {
    const [name = '', ...rest] = word.split('=');
    if (!names.includes(name)) continue;
    const value = rest.length > 0 ? rest.join('=') : words?.[index + 1];
    return value === undefined || value.startsWith('-') || /[$%`]/.test(value) ? undefined : value;
  }
  return undefined;
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replaceAll(/["']/g, ''))
    .filter((word) => word !== '');
}
