/** The whole page: head, the QR code or why there is none, steps on the phone, facts, issues, and messages. */

import { type InstallFact, type InstallIssue, type InstallView } from '../../src/protocol/installPanelProtocol.ts';
import { element, setText } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { codeView } from './codeView.ts';
import { type InstallActions } from './installActions.ts';
import { linkView } from './linkView.ts';
import { button } from './pageButton.ts';
import { PagePart } from './pagePart.ts';

/** How long a word about what was done stays. */
const saidMs = 4000;

export class InstallPageView {
  readonly element: HTMLElement;
  readonly #actions: InstallActions;
  readonly #title = element('h1');
  readonly #subtitle = element('p', { className: 'subtitle' });
  readonly #said = element('p', { className: 'said', role: 'status' });
  readonly #alert = element('div', { className: 'alert', role: 'alert', hidden: true });
  readonly #link = new PagePart('link');
  readonly #web = new PagePart('web');
  readonly #buttons = element('div', { className: 'buttons' });
  readonly #steps = new PagePart('steps');
  readonly #issues = new PagePart('issues');
  readonly #facts = new PagePart('facts');
  #timer: number | undefined;

  constructor(actions: InstallActions) {
    this.#actions = actions;
    const head = element(
      'header',
      { className: 'head' },
      element('div', { className: 'titles' }, this.#title, this.#subtitle),
      this.#said,
      this.#buttons,
    );
    const codes = element('div', { className: 'column' }, this.#link.element, this.#steps.element, this.#web.element);
    const facts = element('div', { className: 'column' }, this.#issues.element, this.#facts.element);
    this.element = element('main', { className: 'page' }, head, this.#alert, element('div', { className: 'columns' }, codes, facts));
  }

  show({ title, subtitle, link, webCode, buttons, steps, facts, issues }: InstallView): void {
    const { strings } = this.#actions;
    setText(this.#title, title);
    setText(this.#subtitle, subtitle);
    // They stay as long as the file does: one that has the focus must not be made anew.
    if (this.#buttons.childElementCount !== buttons.length)
      this.#buttons.replaceChildren(...buttons.map(({ action, title: text }) => button(text, () => this.#actions.act(action))));
    this.#link.show(strings.scanTitle, link, () => linkView(link, this.#actions));
    this.#web.show(strings.webTitle, webCode, (code) => [codeView('webAddress', code, this.#actions)]);
    this.#steps.show(steps?.title ?? '', steps, (shown) => [
      element('ol', { className: 'steps' }, ...shown.steps.map((step) => element('li', {}, step))),
    ]);
    this.#issues.show(strings.issuesTitle, issues.length > 0 ? issues : undefined, (shown) => [
      element('ul', { className: 'issues' }, ...shown.map((issue) => this.#issue(issue))),
    ]);
    this.#facts.show(strings.factsTitle, facts.length > 0 ? facts : undefined, (shown) => [
      element('dl', { className: 'facts' }, ...shown.flatMap((fact) => this.#fact(fact))),
    ]);
  }

  /** Says what was done, to the eye for a while and to a screen reader once. */
  say(text: string): void {
    this.#said.replaceChildren(...(text === '' ? [] : [icon('pass'), text]));
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#said.replaceChildren(), saidMs);
  }

  /** What did not work, until the next thing is done. */
  showError(message: string): void {
    this.#alert.replaceChildren(...(message === '' ? [] : [icon('error'), element('p', {}, message)]));
    this.#alert.hidden = message === '';
    if (message !== '') this.#alert.scrollIntoView({ block: 'nearest' });
  }

  #issue({ severity, message, remedy }: InstallIssue): HTMLElement {
    const { strings } = this.#actions;
    const word = element('span', { className: 'visually-hidden' }, `${strings[severity]}: `);
    const text = element('p', {}, word, `${message}. `, element('span', { className: 'remedy' }, `${remedy}.`));
    return element('li', { className: `issue ${severity}` }, icon(severity), text);
  }

  #fact({ id, label, value, note, isCode }: InstallFact): HTMLElement[] {
    const { strings } = this.#actions;
    const shown = element('dd', { className: isCode ? 'code' : '' }, element('span', { className: 'value' }, value));
    if (isCode) {
      const name = `${strings.copy}: ${label}`;
      const copy = element('button', { type: 'button', className: 'icon-button copy', ariaLabel: name, title: name }, icon('copy'));
      copy.addEventListener('click', () => this.#actions.copyFact(id));
      shown.append(copy);
    }
    if (note !== '') shown.append(element('span', { className: 'note' }, note));
    return [element('dt', {}, label), shown];
  }
}
