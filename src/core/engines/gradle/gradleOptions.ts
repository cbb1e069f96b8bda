/** The options of the variables `JAVA_OPTS` and `GRADLE_OPTS`, as the script of the wrapper hands them to `java`. */

import { type Machine } from '../../ports/machine.ts';

/** Arguments are in the list of processes, which everybody can read; a password among them does not get there through us. */
const looksSecret = /pass(?:word|wd|phrase)|secret|token|credential/i;
const longestText = 8192;

/** Whether a text of options has a password in it, as those of proxies may be. */
export function mayHoldSecret(text: string): boolean {
  return looksSecret.test(text);
}

/** Words as a shell splits them: quotes keep blanks together. Windows separates folders by backslashes, so those mean nothing else. */
export function wordsForJava(text = ''): readonly string[] {
  if (text.length > longestText) return [];
  const words = Array.from(text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g), ([word]) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  return words.filter((word) => word !== '' && !looksSecret.test(word));
}

/**
 * One option in such a variable, for the script of the wrapper. Those before Gradle 7 read it as a shell does, later ones with `xargs`; both take
 * what is between single quotes as it is. The batch file of Windows puts it into a command line. `undefined`: nothing can carry a line break.
 */
export function quotedForWrapper(option: string, system: Machine['system']): string | undefined {
  if (/[\n\r]/.test(option)) return undefined;
  if (system === 'windows') return /^[\w+,./:=@\\-]+$/.test(option) ? option : `"${option}"`;
  return /^[\w+,./:=@-]+$/.test(option) ? option : `'${option.replaceAll("'", `'"'"'`)}'`;
}
