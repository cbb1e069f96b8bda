/** The buttons that create packages, one a platform that has settings. They are in the head, which does not scroll. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { type FormRun, type PackageSettingsForm } from '../../src/protocol/packageSettingsProtocol.ts';
import { element } from '../shared/element.ts';
import { type FormActions } from './formActions.ts';

type Button = HTMLElementTagNameMap['vscode-button'];

export class CreateButtons {
  readonly element = element('div', { className: 'head-create' });
  readonly #actions: FormActions;
  readonly #buttons = new Map<FormRun['platform'], Button>();
  readonly #running = new Set<FormRun['platform']>();
  #canCreate = false;

  constructor(actions: FormActions) {
    this.#actions = actions;
  }

  show({ sections, runs, canCreate }: PackageSettingsForm): void {
    this.#canCreate = canCreate;
    for (const { id, isPresent, createTitle } of sections) {
      if (id === 'app') continue;
      if (isPresent) this.#button(id, createTitle);
      else this.#remove(id);
    }
    for (const run of runs) this.#note(run);
    this.#enable();
  }

  showRun(run: FormRun): void {
    this.#note(run);
    this.#enable();
  }

  #note({ platform, isActive }: FormRun): void {
    if (isActive) this.#running.add(platform);
    else this.#running.delete(platform);
  }

  #button(platform: FormRun['platform'], title: string): void {
    if (this.#buttons.has(platform)) return;
    const made = element('vscode-button', {}, title);
    made.addEventListener('click', () => this.#actions.createPackage(platform));
    this.#buttons.set(platform, made);
    this.element.append(made);
  }

  #remove(platform: FormRun['platform']): void {
    this.#buttons.get(platform)?.remove();
    this.#buttons.delete(platform);
  }

  #enable(): void {
    for (const [platform, button] of this.#buttons) button.disabled = !this.#canCreate || this.#running.has(platform);
  }
}
