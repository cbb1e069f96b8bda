/** One field: label, origin, description, control, hint and issues. */

import { element, setText } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { type FormField } from '../../src/protocol/packageSettingsProtocol.ts';
import { ChoiceControl } from './controls/choiceControl.ts';
import { type FieldControlView } from './controls/fieldControl.ts';
import { PasswordControl } from './controls/passwordControl.ts';
import { TextControl } from './controls/textControl.ts';
import { type FormActions } from './formActions.ts';
import { IssueList } from './issueList.ts';

export class FieldView {
  readonly element: HTMLElement;
  readonly kind: FormField['control']['kind'];
  readonly label: string;
  readonly #label: HTMLElement;
  readonly #asterisk = element('span', { className: 'asterisk', ariaHidden: 'true' }, ' *');
  readonly #origin = element('span', { className: 'origin' });
  readonly #reset: HTMLButtonElement;
  readonly #description = element('p', { className: 'description' });
  readonly #hint = element('p', { className: 'hint' });
  readonly #issues: IssueList;
  readonly #control: FieldControlView;

  constructor(field: FormField, actions: FormActions) {
    this.kind = field.control.kind;
    this.label = field.label;
    this.#label = element('label', { className: 'label' }, field.label);
    this.#label.addEventListener('click', () => this.focus());
    this.#reset = element(
      'button',
      {
        type: 'button',
        className: 'icon-button reset',
        title: actions.strings.useProposed,
        ariaLabel: `${actions.strings.useProposed}: ${field.label}`,
      },
      icon('discard'),
    );
    this.#reset.addEventListener('click', () => {
      this.focus();
      void actions.change(field.id, '');
    });
    this.#issues = new IssueList(actions);
    this.#control = makeControl(field, actions);
    this.element = element(
      'div',
      { className: `field field-${this.kind}` },
      element('div', { className: 'field-head' }, this.#label, this.#asterisk, this.#origin),
      this.#description,
      this.#control.element,
      // After the control, so that Tab reaches the field first.
      this.#reset,
      this.#hint,
      this.#issues.element,
    );
    this.element.dataset['field'] = field.id;
  }

  update(field: FormField, isEditable: boolean): void {
    const isOwn = field.own !== '';
    this.element.classList.toggle('own', isOwn);
    this.#asterisk.hidden = !field.isRequired;
    setText(this.#origin, field.origin);
    setText(this.#description, field.description);
    setText(this.#hint, field.hint);
    this.#reset.hidden = !isOwn || !isEditable;
    this.#issues.show(field.issues);
    this.#control.update({
      field,
      isEditable,
      description: {
        label: this.#label,
        describedBy: [this.#origin, this.#description, this.#hint, this.#issues.element],
        isRequired: field.isRequired,
        isInvalid: field.issues.some(({ severity }) => severity === 'error'),
      },
    });
  }

  focus(): void {
    this.#control.focus();
  }

  async flush(): Promise<void> {
    await this.#control.flush();
  }
}

function makeControl(field: FormField, actions: FormActions): FieldControlView {
  switch (field.control.kind) {
    case 'text':
    case 'path':
      return new TextControl(field, actions);
    case 'choice':
      return new ChoiceControl(field, actions);
    case 'password':
      return new PasswordControl(field, actions);
  }
}
