/**
 * What is odd about a password that does not open a file: how it was stored is then likelier to be wrong than the password itself. Says
 * what kind of flaw it is and nothing of the password.
 */

import { createIssue, type Issue } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { type Secret } from '../base/secret.ts';

const flaws: readonly (readonly [pattern: RegExp, flaw: string])[] = [
  [/^$/, phrase('is empty')],
  [/[\r\n]$/, phrase('ends with a line break')],
  [/[\r\n]/, phrase('has more than one line')],
  [/^\uFEFF|^\u00EF\u00BB\u00BF/, phrase('begins with a byte order mark')],
  [/^(["'`\u201C\u2018]).*["'`\u201D\u2019]$/s, phrase('is enclosed in quotation marks')],
  [/^\s/, phrase('begins with a space')],
  [/\s$/, phrase('ends with a space')],
  [/^(?:\$\{\{.*\}\}|\$\{\w+\}|\$\w+|\$\(\w+\)|%\w+%|\{\{.*\}\}|<[^<>]+>)$/, phrase('is a variable name that was not replaced')],
  [/^(?:env|file|pass):/, phrase('begins like a reference to a password, such as env:NAME')],
  [/^\*{3,}$/, phrase('is a row of asterisks, as in logs that mask passwords')],
];

/** Of a password that was given and is wrong. */
export function passwordFlaws(password: Secret | undefined): readonly Issue[] {
  const text = password?.reveal();
  const found = text === undefined ? undefined : flaws.find(([pattern]) => pattern.test(text));
  return found ? [createIssue('password-flaw', { flaw: found[1] })] : [];
}
