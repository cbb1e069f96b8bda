/** Whether a password is stored, and buttons that make VS Code ask for it. The password itself never comes here. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element, plain, setText } from '../../shared/element.ts';
import { icon } from '../../shared/icon.ts';
import { type FormField } from '../../../src/protocol/packageSettingsProtocol.ts';
import { type FormActions } from '../formActions.ts';
import { type ControlState, type FieldControlView } from './fieldControl.ts';

export class PasswordControl implements FieldControlView {
  readonly element = element('div', { className: 'control-row password' });
  readonly #state = element('span', { className: 'password-state' });
  readonly #set: HTMLElementTagNameMap['vscode-button'];
  readonly #forget: HTMLElementTagNameMap['vscode-button'];
  readonly #actions: FormActions;

  constructor(field: FormField, actions: FormActions) {
    this.#actions = actions;
    this.#set = element('vscode-button', { secondary: true });
    this.#set.addEventListener('click', () => actions.setPassword(field.id));
    this.#forget = element('vscode-button', { secondary: true }, actions.strings.forgetPassword);
    this.#forget.addEventListener('click', () => actions.forgetPassword(field.id));
    this.element.append(this.#state, this.#set, this.#forget);
  }

  update({ field, isEditable, description }: ControlState): void {
    if (field.control.kind !== 'password') return;
    const { state, text, canSet } = field.control;
    const { setPassword, changePassword, forgetPassword } = this.#actions.strings;
    const isStored = state === 'stored';
    this.#state.replaceChildren(...(isStored ? [icon('pass')] : state === 'missing' ? [icon('lock')] : []), plain(text));
    this.#state.classList.toggle('quiet', !isStored);
    const hadFocus = this.element.contains(document.activeElement);
    const title = isStored ? changePassword : setPassword;
    setText(this.#set, title);
    this.#set.ariaLabel = plain(`${title} ${field.label}`);
    this.#set.ariaDescribedByElements = [this.#state, ...description.describedBy.filter((each) => each.textContent !== '')];
    this.#set.hidden = !canSet;
    this.#set.disabled = !isEditable;
    this.#forget.hidden = !isStored || !canSet;
    this.#forget.ariaLabel = plain(`${forgetPassword} ${field.label}`);
    // The button that was pressed may be gone now.
    if (hadFocus && this.#forget.hidden) this.#set.focus();
  }

  focus(): void {
    this.#set.focus();
  }

  async flush(): Promise<void> {
    // Nothing is typed here.
  }
}
