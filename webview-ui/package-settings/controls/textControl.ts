/** A line of text, or a path with a button for a dialog. What is typed is sent after a short silence, or when the field is left. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { describeControl } from '../../shared/controlAccessibility.ts';
import { element } from '../../shared/element.ts';
import { useInvalidBorder } from '../../shared/invalidBorder.ts';
import { type FormField } from '../../../src/protocol/packageSettingsProtocol.ts';
import { FieldDraft } from '../fieldDraft.ts';
import { type FormActions } from '../formActions.ts';
import { type ControlState, type FieldControlView } from './fieldControl.ts';

const silenceMs = 250;

export class TextControl implements FieldControlView {
  readonly element = element('div', { className: 'control-row' });
  readonly #input = element('vscode-textfield');
  readonly #browse: HTMLElementTagNameMap['vscode-button'] | undefined;
  readonly #actions: FormActions;
  readonly #id: FormField['id'];
  readonly #draft: FieldDraft;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: FormField, actions: FormActions) {
    this.#id = field.id;
    this.#actions = actions;
    this.#draft = new FieldDraft(field);
    this.#input.value = field.value;
    this.#input.autocomplete = 'off';
    this.#input.label = field.label;
    this.#input.addEventListener('input', () => {
      this.#draft.type(this.#input.value);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.flush(), silenceMs);
    });
    this.#input.addEventListener('focusout', () => void this.#leave());
    this.element.append(this.#input);
    if (field.control.kind === 'path') {
      const label = `${actions.strings.browse} ${field.label}`;
      this.#browse = element('vscode-button', { secondary: true, ariaLabel: label }, actions.strings.browse);
      this.#browse.addEventListener('click', () => actions.browse(field.id));
      this.element.append(this.#browse);
    }
    const isNumber = field.control.kind === 'text' && field.control.isNumber;
    this.element.classList.toggle('narrow', isNumber);
    void this.#prepare(isNumber);
  }

  async #prepare(isNumber: boolean): Promise<void> {
    await this.#input.updateComplete;
    useInvalidBorder(this.#input);
    const inner = this.#input.wrappedElement;
    inner.spellcheck = false;
    if (isNumber) inner.inputMode = 'numeric';
  }

  update({ field, isEditable, description }: ControlState): void {
    const hasFocus = this.element.contains(document.activeElement);
    const text = this.#draft.receive(field, hasFocus);
    if (text !== undefined && text !== this.#input.value) this.#input.value = text;
    this.#input.readonly = !isEditable;
    this.#input.invalid = description.isInvalid;
    if (this.#browse) this.#browse.disabled = !isEditable;
    void this.#input.updateComplete.then(() => describeControl(this.#input.wrappedElement, description));
  }

  focus(): void {
    this.#input.focus();
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.#draft.take();
    if (text === undefined) return;
    try {
      await this.#actions.change(this.#id, text);
    } finally {
      this.#draft.settle();
    }
  }

  async #leave(): Promise<void> {
    await this.flush();
    const text = this.#draft.leave();
    if (text !== undefined && !this.element.contains(document.activeElement)) this.#input.value = text;
  }
}
