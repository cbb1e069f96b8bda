/**
 * Makes elements in one expression. Text only ever becomes text: nothing here reads HTML, and no name of a package reorders the text
 * around it.
 */

import { shownText } from '../../src/core/base/shownText.ts';

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Tag], 'style' | 'children'>>;

/** Properties that people read or hear. `value` is not among them: in a field it is what the person wrote. */
const shownProperties: ReadonlySet<string> = new Set([
  'alt',
  'ariaDescription',
  'ariaLabel',
  'ariaValueText',
  'label',
  'placeholder',
  'textContent',
  'title',
]);

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  const shown = Object.entries(properties).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' && shownProperties.has(name) ? plain(value) : value,
  ]);
  Object.assign(made, Object.fromEntries(shown));
  made.append(...children.map((child) => (typeof child === 'string' ? plain(child) : child)));
  return made;
}

/** The whole text as it may be shown, with U+FFFD for each sign that steers or reorders. */
export function plain(text: string): string {
  return shownText(text, Infinity);
}

/** Sets the text only when it differs, so that a screen reader does not read it again. */
export function setText(target: HTMLElement, text: string): void {
  const shown = plain(text);
  if (target.textContent !== shown) target.textContent = shown;
  target.hidden = text === '';
}
