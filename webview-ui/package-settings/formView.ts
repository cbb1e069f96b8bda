/** The whole form: head with title, state, Save and a button that creates a package for each platform; the list of sections; the sections; messages. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element, plain, setText } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { type FormRun, type PackageSettingsForm, type SectionId } from '../../src/protocol/packageSettingsProtocol.ts';
import { type FieldView } from './fieldView.ts';
import { firstProblem, type ProblemPlace } from './firstProblem.ts';
import { type FormActions } from './formActions.ts';
import { IssueList } from './issueList.ts';
import { CreateButtons } from './createButtons.ts';
import { SectionView } from './sectionView.ts';

export interface FormViewActions extends FormActions {
  save(): void;
  openAsText(): void;
}

export class FormView {
  readonly element: HTMLElement;
  readonly #actions: FormViewActions;
  readonly #title = element('h1');
  readonly #path = element('p', { className: 'path' });
  readonly #state = element('button', { type: 'button', className: 'link-button state' });
  readonly #live = element('div', { className: 'visually-hidden', role: 'status' });
  readonly #alert = element('div', { className: 'alert', role: 'alert', hidden: true });
  readonly #save: HTMLElementTagNameMap['vscode-button'];
  readonly #create: CreateButtons;
  readonly #issues: IssueList;
  readonly #nav: HTMLElement;
  readonly #sections = new Map<SectionId, SectionView>();
  readonly #links = new Map<SectionId, HTMLElement>();
  readonly #body = element('div', { className: 'sections' });
  #problem: ProblemPlace | undefined;

  constructor(actions: FormViewActions) {
    this.#actions = actions;
    const { strings } = actions;
    this.#create = new CreateButtons(actions);
    this.#save = element('vscode-button', { secondary: true }, strings.save);
    this.#save.addEventListener('click', () => actions.save());
    const text = element('button', { type: 'button', className: 'link-button' }, strings.openAsText);
    text.addEventListener('click', () => actions.openAsText());
    this.#issues = new IssueList(actions);
    this.#issues.element.classList.add('file-issues');
    this.#issues.element.tabIndex = -1;
    this.#state.addEventListener('click', () => this.#goToProblem());
    this.#nav = element('nav', { className: 'toc', ariaLabel: strings.sections });
    const head = element(
      'header',
      { className: 'head' },
      element('div', { className: 'head-titles' }, this.#title, this.#path),
      element('div', { className: 'head-actions' }, this.#state, text, this.#save, this.#create.element),
    );
    const note = element('p', { className: 'note' }, element('span', { className: 'asterisk' }, '* '), strings.requiredNote);
    this.element = element(
      'div',
      { className: 'form' },
      head,
      element(
        'div',
        { className: 'columns' },
        this.#nav,
        element('main', { className: 'content' }, this.#alert, this.#issues.element, this.#body, note),
      ),
      this.#live,
    );
  }

  show(form: PackageSettingsForm): void {
    setText(this.#title, form.title);
    setText(this.#path, form.path);
    this.#state.replaceChildren(icon(form.severity === 'none' ? 'pass' : form.severity), plain(form.summary));
    this.#problem = firstProblem(form);
    this.#state.disabled = this.#problem === undefined;
    this.#state.title = this.#problem ? this.#actions.strings.goToProblem : '';
    this.#announce(form.summary);
    this.#save.disabled = !form.isDirty;
    this.#issues.show(form.issues);
    this.element.classList.toggle('locked', !form.isEditable);
    for (const section of form.sections) {
      const view = this.#section(section.id, () => new SectionView(section, this.#actions));
      view.update(section, form.isEditable);
      this.#link(section.id, section.title, section.summary);
    }
    this.#create.show(form);
    for (const [id, view] of this.#sections) {
      const run = form.runs.find(({ platform }) => platform === id);
      if (run) view.showRun(run);
    }
  }

  showRun(run: FormRun): void {
    this.#sections.get(run.platform)?.showRun(run);
    this.#create.showRun(run);
    // Every percent read aloud would be noise; the end is news.
    if (!run.isActive) this.#announce(run.text);
  }

  /** What did not work, until the next thing is done. */
  showError(message: string): void {
    this.#alert.replaceChildren(...(message === '' ? [] : [icon('error'), element('p', {}, message)]));
    this.#alert.hidden = message === '';
    if (message !== '') this.#alert.scrollIntoView({ block: 'nearest' });
  }

  /** Leads to a field, wherever it is on the page. */
  reveal(id: string): void {
    this.#field(id)?.element.scrollIntoView({ block: 'center' });
    this.focusField(id);
  }

  focusField(id: string): void {
    this.#field(id)?.focus();
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#sections.values()].map(async (section) => await section.flush()));
  }

  #goToProblem(): void {
    const place = this.#problem;
    if (place?.kind === 'field') this.reveal(place.id);
    if (place?.kind === 'section') this.#sections.get(place.id)?.focus();
    if (place?.kind !== 'form') return;
    this.#issues.element.scrollIntoView({ block: 'center' });
    this.#issues.element.focus({ preventScroll: true });
  }

  #field(id: string): FieldView | undefined {
    return [...this.#sections.values()].map((section) => section.field(id)).find((field) => field !== undefined);
  }

  #announce(text: string): void {
    const shown = plain(text);
    if (this.#live.textContent !== shown) this.#live.textContent = shown;
  }

  #section(id: SectionId, make: () => SectionView): SectionView {
    const present = this.#sections.get(id);
    if (present) return present;
    const made = make();
    this.#sections.set(id, made);
    this.#body.append(made.element);
    return made;
  }

  #link(id: SectionId, title: string, summary: string): void {
    let link = this.#links.get(id);
    if (!link) {
      link = element('button', { type: 'button', className: 'toc-link' });
      link.addEventListener('click', () => this.#sections.get(id)?.focus());
      this.#links.set(id, link);
      this.#nav.append(link);
    }
    if (link.textContent === `${title} ${summary}`.trim()) return;
    // The space is not seen: the count is below the title. It separates the two where they are read aloud.
    link.replaceChildren(plain(title), ...(summary === '' ? [] : [' ', element('span', { className: 'toc-count' }, summary)]));
  }
}
