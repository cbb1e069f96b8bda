/** The QR code of the installation link, or why there is none and the button that helps. */

import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { type InstallLink } from '../../src/protocol/installPanelProtocol.ts';
import { element } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { codeView } from './codeView.ts';
import { type InstallActions } from './installActions.ts';
import { button } from '../shared/pageButton.ts';

export function linkView(link: InstallLink, actions: InstallActions): readonly Node[] {
  switch (link.kind) {
    case 'ready': {
      const warning = element('p', { className: 'callout' }, icon('warning'), element('span', {}, link.warning));
      const more = link.buttons.map(({ action, title }) => {
        const made = element('button', { type: 'button', className: 'link-button' }, title);
        made.addEventListener('click', () => actions.act(action));
        return made;
      });
      return [
        // Before anyone scans in vain.
        ...(link.warning === '' ? [] : [warning]),
        codeView('link', link.code, actions),
        element('div', { className: 'more' }, ...more),
      ];
    }
    case 'busy':
      return [
        element(
          'div',
          { className: 'no-code', role: 'status' },
          element('vscode-progress-ring', { ariaHidden: 'true' }),
          element('p', {}, link.text),
        ),
      ];
    case 'none': {
      const parts: HTMLElement[] = [element('p', { className: 'no-code-text' }, ...(link.isWrong ? [icon('warning')] : []), link.text)];
      if (link.detail !== '') parts.push(element('p', { className: 'note' }, link.detail));
      const { button: shown } = link;
      if (shown) parts.push(button(shown.title, () => actions.act(shown.action), { isFirst: true }));
      return [element('div', { className: 'no-code' }, ...parts)];
    }
  }
}
