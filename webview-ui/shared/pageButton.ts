/** A button of VS Code's look. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element } from './element.ts';

export function button(
  title: string,
  press: () => void,
  options: { readonly isFirst?: boolean; readonly ariaLabel?: string } = {},
): HTMLElement {
  const made = element('vscode-button', { secondary: options.isFirst !== true, ariaLabel: options.ariaLabel ?? title }, title);
  made.addEventListener('click', press);
  return made;
}
