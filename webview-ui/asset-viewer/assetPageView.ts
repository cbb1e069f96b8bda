/** The whole page: head, notice, and the sections of the view. A section that has not changed is left alone, with its focus and scrolling. */

import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { type AssetButton, type AssetSection, type AssetView } from '../../src/protocol/assetViewerProtocol.ts';
import { element, plain } from '../shared/element.ts';
import { button } from '../shared/pageButton.ts';
import { type PageHead } from '../shared/pageHead.ts';
import { PagePart } from '../shared/pagePart.ts';
import { badgeRow } from './badgeRow.ts';
import { drawPart } from './parts/drawPart.ts';
import { textPart } from './parts/textPart.ts';
import { type ViewerActions } from './viewerActions.ts';

export class AssetPageView {
  readonly element: HTMLElement;
  readonly #head: PageHead;
  readonly #actions: ViewerActions;
  readonly #icon = element('img', { className: 'view-icon', alt: '', hidden: true });
  readonly #badges = element('div', { className: 'badges' });
  readonly #busy = element('p', { className: 'busy', role: 'status', hidden: true });
  readonly #notice = element('div', { className: 'notice', role: 'status' });
  readonly #sections = element('div', { className: 'sections' });
  readonly #drawn = new Map<string, PagePart>();
  #shownButtons = '[]';
  #shownNotice: string | undefined;

  constructor(head: PageHead, actions: ViewerActions) {
    this.#head = head;
    this.#actions = actions;
    head.titles.append(this.#badges);
    head.buttons.before(this.#busy);
    head.element.prepend(this.#icon);
    // What is in a package may be broken; then there is none.
    this.#icon.addEventListener('error', () => (this.#icon.hidden = true));
    this.element = element('main', { className: 'page' }, head.element, head.alert, this.#notice, this.#sections);
  }

  show({ title, subtitle, icon = '', badges, buttons, busy, notice, sections }: AssetView): void {
    this.#head.show({ title, subtitle });
    this.#showIcon(icon);
    this.#badges.replaceChildren(...badgeRow(badges, this.#actions.strings));
    this.#showButtons(buttons);
    this.#showBusy(busy);
    this.#showSections(sections);
    this.#showNotice(notice);
  }

  #showIcon(icon: string): void {
    if (icon === this.#icon.src) return;
    this.#icon.hidden = icon === '';
    if (icon !== '') this.#icon.src = icon;
  }

  #showButtons(buttons: readonly AssetButton[]): void {
    const shown = JSON.stringify(buttons);
    if (shown === this.#shownButtons) return;
    this.#shownButtons = shown;
    this.#head.buttons.replaceChildren(...buttons.map(({ id, title }) => button(title, () => this.#actions.act(id))));
  }

  #showBusy(busy: string): void {
    this.#busy.hidden = busy === '';
    this.#busy.replaceChildren(...(busy === '' ? [] : [element('vscode-progress-ring', { ariaHidden: 'true' }), plain(busy)]));
  }

  #showNotice(notice: AssetView['notice']): void {
    const shown = JSON.stringify(notice);
    if (shown === this.#shownNotice) return;
    this.#shownNotice = shown;
    const hadFocus = this.#notice.contains(document.activeElement);
    this.#notice.replaceChildren(...(notice ? [textPart(notice, this.#actions, { isNotice: true })] : []));
    // Who has just given the password goes on where it shows something.
    if (hadFocus && !notice) this.#sections.querySelector('h2')?.focus();
  }

  #showSections(sections: readonly AssetSection[]): void {
    const shown = new Set(sections.map(({ id }) => id));
    for (const [id, part] of this.#drawn) {
      if (shown.has(id)) continue;
      part.element.remove();
      this.#drawn.delete(id);
    }
    sections.forEach(({ id, title, badges, parts }, index) => {
      const part = this.#drawn.get(id) ?? new PagePart(id);
      this.#drawn.set(id, part);
      // An element that is put where it is already would lose its focus.
      const there = this.#sections.children.item(index);
      if (there !== part.element) this.#sections.insertBefore(part.element, there);
      part.show(title, { badges, parts }, (content) => [
        ...badgeRow(content.badges, this.#actions.strings),
        ...content.parts.map((each) => drawPart(each, this.#actions)),
      ]);
    });
  }
}
