/**
 * A treemap: each thing as large as its share. One folder is shown at a time, with what is in its folders drawn into them; a table next to
 * it says the same. Arrow keys move, Enter and a click open a folder, Escape and the path above go back.
 */

import { type AssetPart, type AssetTreemapNode } from '../../../src/protocol/assetViewerProtocol.ts';
import { element, plain } from '../../shared/element.ts';
import { layoutTreemap, type Rectangle } from './treemapLayout.ts';

type Treemap = Extract<AssetPart, { kind: 'treemap' }>;

/** Of the picture; its height follows from it. */
const frame: Rectangle = { x: 0, y: 0, width: 100, height: 38 };
/** In the units of the frame: smaller tiles carry no text. */
const smallest = { width: 7, height: 4.5 };
const colors = 8;

interface Tile {
  readonly index: number;
  readonly node: AssetTreemapNode;
}

export function treemapPart(part: Treemap): HTMLElement {
  return new TreemapView(part).element;
}

class TreemapView {
  readonly element: HTMLElement;
  readonly #part: Treemap;
  readonly #children = new Map<number, Tile[]>();
  readonly #path = element('nav', { className: 'treemap-path' });
  readonly #picture = element('div', { className: 'treemap', role: 'group' });
  #shown = 0;

  constructor(part: Treemap) {
    this.#part = part;
    for (const [index, node] of part.nodes.entries()) {
      const siblings = this.#children.get(node.parent) ?? [];
      siblings.push({ index, node });
      this.#children.set(node.parent, siblings);
    }
    this.#path.ariaLabel = plain(part.label);
    this.#picture.addEventListener('keydown', (event) => this.#press(event));
    this.element = element('div', { className: 'treemap-part' }, this.#path, this.#picture, element('p', { className: 'note' }, part.hint));
    this.#show(0);
  }

  #childrenOf(index: number): readonly Tile[] {
    return (this.#children.get(index) ?? []).filter(({ node }) => node.bytes > 0);
  }

  #open(index: number, focused?: number): void {
    if (this.#childrenOf(index).length === 0) return;
    this.#show(index);
    const tiles = [...this.#picture.querySelectorAll<HTMLElement>('.tile')];
    focusTile(
      tiles,
      Math.max(
        0,
        this.#childrenOf(index).findIndex((tile) => tile.index === focused),
      ),
    );
  }

  #show(index: number): void {
    this.#shown = index;
    const node = this.#part.nodes[index];
    if (!node) return;
    this.#picture.ariaLabel = plain(`${node.name}, ${node.detail}`);
    this.#showPath(index);
    const tiles = this.#childrenOf(index);
    const places = layoutTreemap(
      tiles.map((tile) => tile.node.bytes),
      frame,
    );
    this.#picture.replaceChildren(...tiles.map((tile, place) => this.#tile(tile, places[place] ?? frame, place === 0)));
  }

  #showPath(index: number): void {
    const steps: HTMLElement[] = [];
    for (let at = index; at >= 0;) {
      const node = this.#part.nodes[at];
      if (!node) break;
      const target = at;
      const step =
        at === index
          ? element('span', { ariaCurrent: 'location' }, node.name)
          : element('button', { type: 'button', className: 'link-button', onclick: () => this.#open(target, index) }, node.name);
      steps.unshift(step);
      at = node.parent;
    }
    this.#path.replaceChildren(
      ...steps.flatMap((step, place) => (place === 0 ? [step] : [element('span', { ariaHidden: 'true' }, '›'), step])),
    );
  }

  #tile({ index, node }: Tile, place: Rectangle, isFirst: boolean): HTMLElement {
    const inner = this.#childrenOf(index);
    const made = element('button', {
      type: 'button',
      className: `tile color-${node.color % colors}${inner.length > 0 ? ' folder' : ''}`,
      title: `${node.name}\n${node.detail}`,
      ariaLabel: `${node.name}, ${node.detail}`,
      tabIndex: isFirst ? 0 : -1,
      onclick: () => this.#open(index),
    });
    // A file is looked at only, and still takes the focus to be heard.
    if (inner.length === 0) made.ariaDisabled = 'true';
    put(made, place, frame);
    const hasText = place.width >= smallest.width && place.height >= smallest.height;
    if (inner.length > 0) made.append(preview(inner, place));
    // The space is not seen: the detail is below the name. It separates the two where they are read aloud.
    if (hasText)
      made.append(element('span', { className: 'tile-text' }, element('strong', {}, node.name), ' ', element('span', {}, node.detail)));
    return made;
  }

  #press(event: KeyboardEvent): void {
    const tiles = [...this.#picture.querySelectorAll<HTMLElement>('.tile')];
    const at = tiles.findIndex((tile) => tile === document.activeElement);
    if (at < 0) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(tiles.length - 1, at + 1),
      ArrowDown: Math.min(tiles.length - 1, at + 1),
      ArrowLeft: Math.max(0, at - 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: tiles.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) focusTile(tiles, next);
    else if (event.key === 'Escape' || event.key === 'Backspace') this.#back();
    else return;
    event.preventDefault();
  }

  #back(): void {
    const parent = this.#part.nodes[this.#shown]?.parent ?? -1;
    if (parent >= 0) this.#open(parent, this.#shown);
  }
}

function focusTile(tiles: readonly HTMLElement[], index: number): void {
  for (const [place, tile] of tiles.entries()) tile.tabIndex = place === index ? 0 : -1;
  tiles[index]?.focus();
}

/** What is in a folder, drawn into it without words. */
function preview(tiles: readonly Tile[], place: Rectangle): HTMLElement {
  const inside: Rectangle = { x: 0, y: 0, width: place.width, height: place.height };
  const places = layoutTreemap(
    tiles.map((tile) => tile.node.bytes),
    inside,
  );
  const drawn = element('span', { className: 'tile-preview', ariaHidden: 'true' });
  for (const rectangle of places) {
    const piece = element('span', { className: 'tile-piece' });
    put(piece, rectangle, inside);
    drawn.append(piece);
  }
  return drawn;
}

function put(target: HTMLElement, { x, y, width, height }: Rectangle, within: Rectangle): void {
  target.style.left = `${(x / within.width) * 100}%`;
  target.style.top = `${(y / within.height) * 100}%`;
  target.style.width = `${(width / within.width) * 100}%`;
  target.style.height = `${(height / within.height) * 100}%`;
}
