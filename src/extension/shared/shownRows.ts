/**
 * The rows of a tree as VS Code knows them. Announced as changed, a tree loses all its rows until VS Code has asked for them again; a menu's
 * command that is chosen in that moment gets no row, and has to ask which one. So only rows that look different, or have other
 * children, are announced. Their elements stay the same objects, and what they are about is renewed in place. Below a row that is closed nothing
 * is read: it is compared when the row is opened again.
 */

import type * as vscode from 'vscode';

/** Changes come in bursts, such as at the end of a run. */
const quietMs = 50;

export interface ShownRowsParts<Node extends object> {
  /** Children of a node, or the roots; new objects each time. */
  readonly childrenOf: (node?: Node) => Promise<readonly Node[]>;
  /** Items need an id, by which a row is known again. */
  readonly render: (node: Node) => Promise<vscode.TreeItem>;
  /** Hears which elements VS Code should ask for again; `undefined` stands for all. */
  readonly announce: (elements: readonly (Node | undefined)[]) => void;
  readonly onError: (error: unknown) => void;
}

/** What a tree view says of its rows. */
type Folding<Node> = Pick<vscode.TreeView<Node>, 'onDidCollapseElement' | 'onDidExpandElement'>;

interface Row<Node> {
  readonly node: Node;
  item: vscode.TreeItem;
  look: string;
  /** Absent until VS Code has asked for them. */
  children?: readonly Row<Node>[];
  isClosed: boolean;
  /** Whether something may have changed below it while it was closed. */
  isOutdated: boolean;
}

export class ShownRows<Node extends object> {
  readonly #parts: ShownRowsParts<Node>;
  readonly #rows = new WeakMap<Node, Row<Node>>();
  #roots: readonly Row<Node>[] | undefined;
  /** Counts the changes, so that what was read before one is compared again. */
  #changes = 0;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ShownRowsParts<Node>) {
    this.#parts = parts;
  }

  /** What VS Code asks for when a row is opened. */
  async children(node?: Node): Promise<Node[]> {
    const parent = node && this.#rows.get(node);
    const before = this.#changes;
    const { rows } = await this.#read(node, node ? parent?.children : this.#roots);
    if (parent) {
      parent.children = rows;
      parent.isOutdated = false;
    } else if (!node) this.#roots = rows;
    if (before !== this.#changes) this.#soon();
    return rows.map((row) => row.node);
  }

  /** Which rows are open. Call it once. */
  follow({ onDidCollapseElement, onDidExpandElement }: Folding<Node>): vscode.Disposable {
    const listening = [
      onDidCollapseElement(({ element }) => this.#fold(element, true)),
      onDidExpandElement(({ element }) => this.#fold(element, false)),
    ];
    return { dispose: () => listening.forEach((each) => void each.dispose()) };
  }

  #fold(node: Node, isClosed: boolean): void {
    const row = this.#rows.get(node);
    if (!row) return;
    row.isClosed = isClosed;
    if (!isClosed && row.isOutdated) this.changed();
  }

  async item(node: Node): Promise<vscode.TreeItem> {
    return this.#rows.get(node)?.item ?? (await this.#parts.render(node));
  }

  /** Something may look different now. */
  changed(): void {
    this.#changes += 1;
    this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#work = this.#work.then(async () => await this.#tell());
    }, quietMs);
  }

  async #tell(): Promise<void> {
    try {
      const elements = await this.#differences(undefined, this.#roots);
      if (elements.length > 0) this.#parts.announce(elements.includes(undefined) ? [undefined] : elements);
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  async #differences(node: Node | undefined, known: readonly Row<Node>[] | undefined): Promise<readonly (Node | undefined)[]> {
    // No one has looked yet.
    if (!known) return [];
    const { rows, different } = await this.#read(node, known);
    if (rows.length !== known.length || rows.some((row, at) => row !== known[at])) return [node];
    const below = await Promise.all(
      // VS Code asks for the children of a row together with the row.
      rows.map(async (row) => (different.has(row) ? [row.node] : await this.#below(row))),
    );
    return below.flat();
  }

  async #below(row: Row<Node>): Promise<readonly (Node | undefined)[]> {
    row.isOutdated = row.isClosed;
    return row.isClosed ? [] : await this.#differences(row.node, row.children);
  }

  /** The rows below a node: those that are known by their id, renewed, and new ones. */
  async #read(
    node: Node | undefined,
    known: readonly Row<Node>[] = [],
  ): Promise<{ readonly rows: readonly Row<Node>[]; readonly different: ReadonlySet<Row<Node>> }> {
    const nodes = await this.#parts.childrenOf(node);
    const rendered = await Promise.all(nodes.map(async (fresh) => ({ fresh, item: await this.#parts.render(fresh) })));
    const byId = new Map(known.map((row) => [row.item.id, row]));
    const different = new Set<Row<Node>>();
    const rows = rendered.map(({ fresh, item }) => {
      const look = lookOf(item);
      const row = byId.get(item.id);
      if (!row) return this.#add({ node: fresh, item, look, isClosed: false, isOutdated: false });
      if (row.look !== look) different.add(row);
      become(row.node, fresh);
      row.item = item;
      row.look = look;
      return row;
    });
    return { rows, different };
  }

  #add(row: Row<Node>): Row<Node> {
    this.#rows.set(row.node, row);
    return row;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** Gives an object the properties of another one, and no others. */
function become<Node extends object>(old: Node, fresh: Node): void {
  for (const key of Object.keys(old)) if (!(key in fresh)) Reflect.deleteProperty(old, key);
  Object.assign(old, fresh);
}

/** All that people see of a row, hear of it, or can do with it. */
function lookOf({ label, description, iconPath, contextValue, collapsibleState, resourceUri, tooltip, ...item }: vscode.TreeItem): string {
  const words = typeof tooltip === 'object' ? tooltip.value : tooltip;
  const { accessibilityInformation, command } = item;
  const place = resourceUri?.toString();
  return JSON.stringify([
    label,
    description,
    iconPath,
    contextValue,
    collapsibleState,
    place,
    words,
    accessibilityInformation,
    command?.command,
  ]);
}
