/**
 * What the core's tables say, in the language of the window. The core writes English and knows of no other language; an issue or failure
 * carries its code and its values, so here the template of its row is translated and filled in again; the one for the editor, where a
 * row has one: there, no one is sent to the command line. The templates get into
 * `l10n/bundle.l10n.json` from the tables themselves (`scripts/l10n/tableStrings.ts`).
 */

import * as vscode from 'vscode';
import { type Failure } from '../../../core/base/failure.ts';
import { failureRow } from '../../../core/base/failureRow.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type IssueRow } from '../../../core/base/issues/defineIssues.ts';
import { issueTable } from '../../../core/base/issues/issueTable.ts';
import { shownText } from '../../../core/base/shownText.ts';
import { type SettingsField } from '../../../core/settings/settingsField.ts';

export interface FailureText {
  readonly message: string;
  /** Empty when there is nothing to do. */
  readonly hint: string;
}

export function issueText({ code, params, others }: Pick<Issue, 'code' | 'params' | 'others'>): Pick<Issue, 'message' | 'remedy'> {
  const { message, remedy, remedyInEditor = remedy }: IssueRow = issueTable[code];
  const text = { message: translate(message, params), remedy: translate(remedyInEditor, params) };
  if (!others) return text;
  const more = { message: text.message, count: others.count, list: shownText(others.list) };
  return { ...text, message: vscode.l10n.t('{message} (and {count} more: {list})', more) };
}

export function failureText({ code, params }: Failure): FailureText {
  const { message, hint, hintInEditor = hint } = failureRow(code);
  return { message: translate(message, params), hint: translate(hintInEditor, params) };
}

/** What people call a field of the settings, and what it is for. */
export function fieldText({ label = '', description }: SettingsField): { readonly label: string; readonly description: string } {
  return { label: translate(label, {}), description: translate(description, {}) };
}

/** What a choice of a field is for; empty where nothing is said of it. */
export function choiceText(field: SettingsField | undefined, choice: string): string {
  const texts = field?.type === 'string' ? field.choiceTexts : undefined;
  return texts && Object.hasOwn(texts, choice) ? translate(texts[choice] ?? '', {}) : '';
}

function translate(template: string, params: Issue['params']): string {
  if (template === '') return '';
  const shown = Object.entries(params).map(([place, value]) => [place, typeof value === 'string' ? textIn(place, value) : value] as const);
  return vscode.l10n.t(template, Object.fromEntries(shown));
}

/** The places of templates that phrases of the core are put into; names and values of the user are in others. */
const placesOfPhrases: ReadonlySet<string> = new Set([
  'reason',
  'problem',
  'what',
  'kind',
  'wantedType',
  'actualType',
  'form',
  'allowed',
  'choice',
  'encoding',
  'flaw',
]);

function textIn(place: string, value: string): string {
  return shownText(placesOfPhrases.has(place) && value !== '' ? vscode.l10n.t(value) : value);
}
