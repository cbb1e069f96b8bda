/** Facts as rows of a name and a value; code values use a monospace font and can be copied. */

import { element } from './element.ts';
import { icon } from './icon.ts';

export interface ShownFact {
  readonly label: string;
  readonly value: string;
  /** What is said behind the value. */
  readonly note: string;
  readonly isCode: boolean;
  /** Absent where there is nothing to copy. */
  readonly copy?: (() => void) | undefined;
}

/** `copyWord` begins the name of a button to copy. */
export function factList(facts: readonly ShownFact[], copyWord: string): HTMLElement {
  return element('dl', { className: 'facts' }, ...facts.flatMap((fact) => factRow(fact, copyWord)));
}

function factRow({ label, value, note, isCode, copy }: ShownFact, copyWord: string): HTMLElement[] {
  const shown = element('dd', { className: isCode ? 'code' : '' }, element('span', { className: 'value' }, value));
  if (copy) shown.append(copyButton(`${copyWord}: ${label}`, copy));
  if (note !== '') shown.append(element('span', { className: 'note' }, note));
  return [element('dt', {}, label), shown];
}

function copyButton(name: string, press: () => void): HTMLElement {
  const made = element('button', { type: 'button', className: 'icon-button copy', ariaLabel: name, title: name }, icon('copy'));
  made.addEventListener('click', press);
  return made;
}
