/** The whole page: head, the QR code or why there is none, steps on the phone, facts, issues, and messages. */

import { type InstallView } from '../../src/protocol/installPanelProtocol.ts';
import { element } from '../shared/element.ts';
import { factList } from '../shared/facts.ts';
import { issueRow } from '../shared/issueRow.ts';
import { button } from '../shared/pageButton.ts';
import { type PageHead } from '../shared/pageHead.ts';
import { PagePart } from '../shared/pagePart.ts';
import { codeView } from './codeView.ts';
import { type InstallActions } from './installActions.ts';
import { linkView } from './linkView.ts';

export class InstallPageView {
  readonly element: HTMLElement;
  readonly #actions: InstallActions;
  readonly #head: PageHead;
  readonly #link = new PagePart('link');
  readonly #web = new PagePart('web');
  readonly #steps = new PagePart('steps');
  readonly #issues = new PagePart('issues');
  readonly #facts = new PagePart('facts');

  constructor(head: PageHead, actions: InstallActions) {
    this.#head = head;
    this.#actions = actions;
    const codes = element('div', { className: 'column' }, this.#link.element, this.#steps.element, this.#web.element);
    const facts = element('div', { className: 'column' }, this.#issues.element, this.#facts.element);
    const columns = element('div', { className: 'columns' }, codes, facts);
    this.element = element('main', { className: 'page' }, head.element, head.alert, columns);
  }

  show({ title, subtitle, link, webCode, buttons, steps, facts, issues }: InstallView): void {
    const { strings } = this.#actions;
    this.#head.show({ title, subtitle });
    // They stay as long as the file does: one that has the focus must not be recreated.
    if (this.#head.buttons.childElementCount !== buttons.length)
      this.#head.buttons.replaceChildren(...buttons.map(({ action, title: text }) => button(text, () => this.#actions.act(action))));
    this.#link.show(strings.scanTitle, link, () => linkView(link, this.#actions));
    this.#web.show(strings.webTitle, webCode, (code) => [codeView('webAddress', code, this.#actions)]);
    this.#steps.show(steps?.title ?? '', steps, (shown) => [
      element('ol', { className: 'steps' }, ...shown.steps.map((step) => element('li', {}, step))),
    ]);
    this.#issues.show(strings.issuesTitle, issues.length > 0 ? issues : undefined, (shown) => [
      element('ul', { className: 'issues' }, ...shown.map((issue) => issueRow(issue, strings))),
    ]);
    this.#facts.show(strings.factsTitle, facts.length > 0 ? facts : undefined, (shown) => [
      factList(
        shown.map((fact) => ({ ...fact, ...(fact.isCode && { copy: () => this.#actions.copyFact(fact.id) }) })),
        strings.copy,
      ),
    ]);
  }
}
