/** A QR code with its address and what is done with both. Black on white in every theme: readers need the contrast. */

import { type CodeId, type InstallCode } from '../../src/protocol/installPanelProtocol.ts';
import { element, plain } from '../shared/element.ts';
import { type InstallActions } from './installActions.ts';
import { button } from '../shared/pageButton.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

export function codeView(id: CodeId, { address, drawing, label, note }: InstallCode, actions: InstallActions): HTMLElement {
  const { strings } = actions;
  const link = element('button', { type: 'button', className: 'link-button address', title: strings.open }, address);
  link.addEventListener('click', () => actions.openCode(id));
  const named = (title: string): { readonly ariaLabel: string } => ({ ariaLabel: `${title}: ${label}` });
  const save = (title: string, format: 'svg' | 'png'): HTMLElement => {
    const made = element('button', { type: 'button', className: 'link-button', ...named(title) }, title);
    made.addEventListener('click', () => actions.saveCode(id, format));
    return made;
  };
  const buttons = [
    button(strings.copyLink, () => actions.copyCode(id), { isFirst: id === 'link', ...named(strings.copyLink) }),
    button(strings.open, () => actions.openCode(id), named(strings.open)),
    // Together on one line.
    element('span', { className: 'more' }, save(strings.saveSvg, 'svg'), save(strings.savePng, 'png')),
  ];
  return element(
    'figure',
    { className: 'code-figure' },
    picture(drawing, label),
    element('figcaption', {}, link, element('p', { className: 'note' }, note), element('div', { className: 'buttons' }, ...buttons)),
  );
}

function picture({ size, path }: InstallCode['drawing'], label: string): Element {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', 'qr');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', plain(label));
  svg.setAttribute('shape-rendering', 'crispEdges');
  for (const [fill, d] of [
    ['#fff', `M0 0h${size}v${size}h-${size}z`],
    ['#000', path],
  ] as const) {
    const shape = document.createElementNS(svgNamespace, 'path');
    shape.setAttribute('fill', fill);
    shape.setAttribute('d', d);
    svg.append(shape);
  }
  return svg;
}
