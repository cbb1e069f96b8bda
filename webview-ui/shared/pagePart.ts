/**
 * A section with a heading. It is redrawn only when its content has changed; when the focus was inside it then, the
 * heading takes it, so that keyboard users keep their place.
 */

import { element, plain } from './element.ts';

export class PagePart {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #body: HTMLElement;
  #shown: string | undefined;

  constructor(id: string) {
    this.#heading = element('h2', { id: `part-${id}`, tabIndex: -1 });
    this.#body = element('div', { className: 'part-body' });
    this.element = element('section', { className: `part part-${id}`, hidden: true }, this.#heading, this.#body);
    this.element.setAttribute('aria-labelledby', this.#heading.id);
  }

  show<Content>(title: string, content: Content | undefined, draw: (content: Content) => readonly Node[]): void {
    const shown = JSON.stringify([title, content]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const hadFocus = this.#body.contains(document.activeElement);
    this.#heading.textContent = plain(title);
    this.#body.replaceChildren(...(content === undefined ? [] : draw(content)));
    this.element.hidden = content === undefined;
    if (hadFocus && content !== undefined) this.#heading.focus();
  }
}
