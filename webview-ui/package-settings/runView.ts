/** The package that is being made for a platform: how far it is, and a way to stop it. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { element, plain } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { type FormRun } from '../../src/protocol/packageSettingsProtocol.ts';
import { type FormActions } from './formActions.ts';

export class RunView {
  readonly element: HTMLElement;
  readonly #bar = element('vscode-progress-bar');
  readonly #text = element('span', { className: 'run-text' });
  readonly #cancel: HTMLElementTagNameMap['vscode-button'];

  constructor(platform: FormRun['platform'], title: string, actions: FormActions) {
    this.#bar.ariaLabel = plain(title);
    this.#cancel = element('vscode-button', { secondary: true, ariaLabel: `${actions.strings.cancel} ${title}` }, actions.strings.cancel);
    this.#cancel.addEventListener('click', () => actions.cancelPackage(platform));
    this.element = element(
      'div',
      { className: 'run', hidden: true },
      this.#bar,
      element('div', { className: 'run-row' }, this.#text, this.#cancel),
    );
  }

  show(run: FormRun | undefined): void {
    this.element.hidden = run === undefined;
    if (!run) return;
    this.#bar.hidden = !run.isActive;
    this.#bar.value = run.percent;
    this.#text.replaceChildren(...(run.outcome === 'none' ? [] : [icon(run.outcome === 'error' ? 'error' : 'pass')]), plain(run.text));
    this.#cancel.hidden = !run.isActive;
    this.#cancel.disabled = !run.canCancel;
  }
}
