/** Issues with their remedies: a button for each that one click does, the sentence otherwise. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element, plain } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { type FormIssue } from '../../src/protocol/packageSettingsProtocol.ts';
import { type FormActions } from './formActions.ts';

export class IssueList {
  readonly element = element('ul', { className: 'issues', hidden: true });
  readonly #actions: FormActions;
  #shown = '[]';

  constructor(actions: FormActions) {
    this.#actions = actions;
  }

  show(issues: readonly FormIssue[]): void {
    const shown = JSON.stringify(issues);
    // What stays is left alone: it may have the focus, and must not be read aloud again.
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.hidden = issues.length === 0;
    this.element.replaceChildren(...issues.map((issue) => this.#row(issue)));
  }

  #row({ severity, message, remedy, fixes }: FormIssue): HTMLElement {
    const { strings } = this.#actions;
    const text = element(
      'p',
      { className: 'issue-text' },
      element('span', { className: 'visually-hidden' }, `${strings[severity]}: `),
      `${message}.`,
    );
    if (remedy !== '') text.append(plain(` ${remedy}.`));
    const buttons = fixes.map(({ id, title }) => {
      const button = element('vscode-button', { secondary: true, ariaLabel: title }, title);
      button.addEventListener('click', () => this.#actions.fix(id));
      return button;
    });
    return element(
      'li',
      { className: `issue ${severity}` },
      icon(severity),
      element(
        'div',
        { className: 'issue-body' },
        text,
        ...(buttons.length === 0 ? [] : [element('div', { className: 'issue-fixes' }, ...buttons)]),
      ),
    );
  }
}
