/**
 * The head of a page that is read: titles at the left, what can be done at the right, a word about what was just done between them, and
 * below it what did not work.
 */

import { element, plain, setText } from './element.ts';
import { icon } from './icon.ts';

/** How long a word about what was done stays. */
const saidMs = 4000;

export class PageHead {
  readonly element: HTMLElement;
  readonly alert = element('div', { className: 'alert', role: 'alert', hidden: true });
  readonly titles: HTMLElement;
  readonly buttons = element('div', { className: 'buttons' });
  readonly #title = element('h1');
  readonly #subtitle = element('p', { className: 'subtitle' });
  readonly #said = element('p', { className: 'said', role: 'status' });
  #timer: number | undefined;

  constructor() {
    this.titles = element('div', { className: 'titles' }, this.#title, this.#subtitle);
    this.element = element('header', { className: 'head' }, this.titles, this.#said, this.buttons);
  }

  show({ title, subtitle }: { readonly title: string; readonly subtitle: string }): void {
    setText(this.#title, title);
    setText(this.#subtitle, subtitle);
  }

  /** Says what was done, to the eye for a while and to a screen reader once. */
  say(text: string): void {
    this.#said.replaceChildren(...(text === '' ? [] : [icon('pass'), plain(text)]));
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#said.replaceChildren(), saidMs);
  }

  /** What did not work, until the next thing is done. */
  showError(message: string): void {
    this.alert.replaceChildren(...(message === '' ? [] : [icon('error'), element('p', {}, message)]));
    this.alert.hidden = message === '';
    if (message !== '') this.alert.scrollIntoView({ block: 'nearest' });
  }

  /** Does what was pressed, and says how it went. */
  attempt(work: () => Promise<{ readonly said: string }>): void {
    this.showError('');
    work().then(
      ({ said }) => this.say(said),
      (error: unknown) => this.showError(error instanceof Error ? error.message : String(error)),
    );
  }
}
