/** One issue of a page that is read: its severity to the eye and the screen reader, the sentence, what to do, and the buttons that do it. */

import { element } from './element.ts';
import { icon } from './icon.ts';

export interface ShownIssue {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** Empty where a button says it. */
  readonly remedy: string;
}

export function issueRow({ severity, message, remedy }: ShownIssue, words: SeverityWords, ...buttons: readonly HTMLElement[]): HTMLElement {
  const word = element('span', { className: 'visually-hidden' }, `${words[severity]}: `);
  const text = element('p', {}, word, `${message}. `);
  if (remedy !== '') text.append(element('span', { className: 'remedy' }, `${remedy}.`));
  const body = element('div', { className: 'issue-body' }, text);
  if (buttons.length > 0) body.append(element('div', { className: 'buttons' }, ...buttons));
  return element('li', { className: `issue ${severity}` }, icon(severity), body);
}

export type SeverityWords = Readonly<Record<ShownIssue['severity'], string>>;
