/**
 * Makes elements in one expression. Text only ever becomes text: nothing here reads HTML, and no name of a package reorders the text
 * around it.
 */

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Tag], 'style' | 'children'>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children.map((child) => (typeof child === 'string' ? plain(child) : child)));
  return made;
}

/** Signs that reorder the text around them, as U+FFFD. */
function plain(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** Sets the text only when it differs, so that a screen reader does not read it again. */
export function setText(target: HTMLElement, text: string): void {
  const shown = plain(text);
  if (target.textContent !== shown) target.textContent = shown;
  target.hidden = text === '';
}
