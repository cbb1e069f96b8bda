/**
 * Reads `mobile-distribution.json`: JSON with comments and trailing commas. Never throws: what is wrong becomes an issue with
 * its place, what is right is used, and unknown keys are left alone. The text may be hostile: size and depth are bounded.
 */

import { type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { createIssue, type Issue, type Place, type TextRange } from '../base/issue.ts';
import { phrase, phrases } from '../base/phrase.ts';
import { type AppSettings } from './appSettings.ts';
import { readField, type FieldReading } from './readField.ts';
import { settingsLimits } from './settingsFile.ts';
import { settingsModel } from './settingsModel.ts';
import { deepestLevel } from './text/jsonDepth.ts';
import { TextPositions } from './text/textPositions.ts';

/** Where a value stands. */
export interface ValueRange {
  /** Of the value, quotes included. */
  readonly value: TextRange;
  /** Of the key before it; absent for the root and for items of a list. */
  readonly key?: TextRange;
  /** What is there, right or wrong; absent for objects, lists and null. */
  readonly written?: string | number | boolean;
}

export interface InspectedSettings {
  readonly settings: AppSettings;
  /** By JSON pointer, for every value of the file, the unknown ones included. */
  readonly ranges: ReadonlyMap<string, ValueRange>;
  readonly issues: readonly Issue[];
}

export function inspectSettings(text: string, file?: string): InspectedSettings {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fileOnly: Place | undefined = file === undefined ? undefined : { file };
  if (content.length > settingsLimits.characters)
    return refuse(createIssue('settings-too-large', { characters: content.length, limit: settingsLimits.characters }, fileOnly));
  if (deepestLevel(content, settingsLimits.depth) > settingsLimits.depth)
    return refuse(createIssue('settings-too-deep', { limit: settingsLimits.depth }, fileOnly));

  const positions = new TextPositions(content);
  const issues: Issue[] = [];
  const ranges = new Map<string, ValueRange>();
  const errors: ParseError[] = [];
  const root = parseTree(content, errors, { allowTrailingComma: true, disallowComments: false });
  const firstError = errors[0];
  // The errors after the first are mostly its echoes.
  if (firstError || !root) {
    const range = positions.range(firstError?.offset ?? 0, firstError?.length ?? 0);
    const problem = firstError ? syntaxProblem(firstError) : phrase('the file is empty');
    issues.push(createIssue('settings-syntax', { problem }, { ...fileOnly, pointer: '', range }));
  }
  if (!root) return { settings: {}, ranges, issues };

  const reading: FieldReading = {
    issues,
    noteRange: (pointer, node: Node, key) =>
      ranges.set(pointer, {
        value: positions.range(node.offset, node.length),
        ...(key && { key: positions.range(key.offset, key.length) }),
        ...writtenIn(node),
      }),
    place: (pointer, node) => ({ ...fileOnly, pointer, range: positions.range(node.offset, node.length) }),
  };
  const settings: AppSettings = readField(settingsModel, root, [], reading) ?? {};
  return { settings, ranges, issues };
}

function writtenIn({ value }: Node): Pick<ValueRange, 'written'> {
  const written: unknown = value;
  return typeof written === 'string' || typeof written === 'number' || typeof written === 'boolean' ? { written } : {};
}

function refuse(issue: Issue): InspectedSettings {
  return { settings: {}, ranges: new Map(), issues: [issue] };
}

const problems: Readonly<Record<string, string>> = phrases({
  InvalidSymbol: 'this is not a JSON value',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'nothing is expected after the closing brace',
  UnexpectedEndOfComment: 'this comment is not closed',
  UnexpectedEndOfString: 'this text is not closed',
  UnexpectedEndOfNumber: 'this number is incomplete',
  InvalidUnicode: 'this \\u escape is incomplete',
  InvalidEscapeCharacter: 'this escape is unknown',
  InvalidCharacter: 'this character must be written as an escape',
});

function syntaxProblem(error: ParseError): string {
  return problems[printParseErrorCode(error.error)] ?? phrase('unexpected text');
}
