/** Pictures of VS Code's own icon set, one by one, so that a page carries no font. They are for the eye only. */

import copy from '@vscode/codicons/src/icons/copy.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import folder from '@vscode/codicons/src/icons/folder-opened.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import lock from '@vscode/codicons/src/icons/lock.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const pictures = { copy, discard, error, folder, info, lock, pass, warning } as const;
export type IconName = keyof typeof pictures;

export function icon(name: IconName): Element {
  const { documentElement } = new DOMParser().parseFromString(pictures[name], 'image/svg+xml');
  const picture = document.importNode(documentElement, true);
  picture.setAttribute('aria-hidden', 'true');
  picture.classList.add('icon', `icon-${name}`);
  return picture;
}
