/** One of several values. */

import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { type ControlDescription, describeControl } from '../../shared/controlAccessibility.ts';
import { element } from '../../shared/element.ts';
import { useInvalidBorder } from '../../shared/invalidBorder.ts';
import { type FormField } from '../../../src/protocol/packageSettingsProtocol.ts';
import { type FormActions } from '../formActions.ts';
import { type ControlState, type FieldControlView } from './fieldControl.ts';

export class ChoiceControl implements FieldControlView {
  readonly element = element('div', { className: 'control-row' });
  readonly #select = element('vscode-single-select');
  #shown = '';

  constructor(field: FormField, actions: FormActions) {
    this.#select.label = field.label;
    this.#select.addEventListener('change', () => void actions.change(field.id, this.#select.value));
    this.element.append(this.#select);
  }

  update({ field, isEditable, description }: ControlState): void {
    if (field.control.kind !== 'choice') return;
    const { choices } = field.control;
    const shown = JSON.stringify([choices, field.value]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#select.options = choices.map((choice) => ({ ...choice, selected: choice.value === field.value, disabled: false }));
      this.#select.value = field.value;
    }
    this.#select.disabled = !isEditable;
    this.#select.invalid = description.isInvalid;
    void this.#describe(description);
  }

  async #describe(description: ControlDescription): Promise<void> {
    await this.#select.updateComplete;
    useInvalidBorder(this.#select);
    describeControl(this.#select.shadowRoot?.querySelector('.face'), description);
  }

  focus(): void {
    this.#select.focus();
  }

  async flush(): Promise<void> {
    // A choice is sent at once.
  }
}
