/**
 * One section of the form: App, iOS or Android. A platform without settings is a heading and a button that adds them. The button that
 * creates a package is in the head of the form, where it is always seen.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element, setText } from '../shared/element.ts';
import { type FormRun, type FormSection } from '../../src/protocol/packageSettingsProtocol.ts';
import { FieldView } from './fieldView.ts';
import { type FormActions } from './formActions.ts';
import { IssueList } from './issueList.ts';
import { RunView } from './runView.ts';

export class SectionView {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #summary = element('span', { className: 'badge' });
  readonly #add: HTMLElementTagNameMap['vscode-button'] | undefined;
  readonly #run: RunView | undefined;
  readonly #issues: IssueList;
  readonly #body = element('div', { className: 'fields' });
  readonly #fields = new Map<string, FieldView>();
  readonly #actions: FormActions;

  constructor(section: FormSection, actions: FormActions) {
    this.#actions = actions;
    this.#heading = element('h2', { id: `section-${section.id}`, tabIndex: -1 }, section.title);
    this.#issues = new IssueList(actions);
    const { id } = section;
    const head = element('div', { className: 'section-head' }, this.#heading, this.#summary);
    this.element = element('section', { className: 'section' }, head);
    this.element.setAttribute('aria-labelledby', this.#heading.id);
    if (id !== 'app') {
      this.#add = element('vscode-button', { secondary: true }, section.addTitle);
      this.#add.addEventListener('click', () => actions.addPlatform(id));
      this.#run = new RunView(id, section.createTitle, actions);
      head.append(this.#add);
      this.element.append(this.#run.element);
    }
    this.element.append(this.#issues.element, this.#body);
  }

  update(section: FormSection, isEditable: boolean): void {
    setText(this.#summary, section.summary);
    this.#issues.show(section.issues);
    if (this.#add) {
      this.#add.hidden = section.isPresent;
      this.#add.disabled = !isEditable;
    }
    this.#showFields(section, isEditable);
  }

  showRun(run: FormRun | undefined): void {
    this.#run?.show(run);
  }

  /** The field's view, when this section has it. */
  field(id: string): FieldView | undefined {
    return this.#fields.get(id);
  }

  focus(): void {
    this.#heading.scrollIntoView({ block: 'start' });
    this.#heading.focus({ preventScroll: true });
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#fields.values()].map(async (field) => await field.flush()));
  }

  #showFields({ fields }: FormSection, isEditable: boolean): void {
    const wanted = new Set<string>(fields.map(({ id }) => id));
    for (const [id, view] of this.#fields) {
      if (wanted.has(id)) continue;
      view.element.remove();
      this.#fields.delete(id);
    }
    let before: Element | null = null;
    for (const field of fields) {
      let view = this.#fields.get(field.id);
      // A field may change its kind: a text becomes a list once the keystore opens. With another platform its label says which one it is of.
      if (!view || view.kind !== field.control.kind || view.label !== field.label) {
        const made = new FieldView(field, this.#actions);
        const hadFocus = view?.element.contains(document.activeElement) === true;
        view?.element.replaceWith(made.element);
        this.#fields.set(field.id, made);
        if (hadFocus) made.focus();
        view = made;
      }
      const next: Element | null = before === null ? this.#body.firstElementChild : before.nextElementSibling;
      if (next !== view.element) this.#body.insertBefore(view.element, next);
      before = view.element;
      view.update(field, isEditable);
    }
  }
}
