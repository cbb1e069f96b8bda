/** The view Apps: what is in the workspace, what is being made, what was made. Children are made when a node is opened. */

import * as vscode from 'vscode';
import { present } from '../../core/base/present.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { onPlatform, platformsOf, type AppEntry } from '../app/appEntry.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { packagesBelow, variantsOf } from '../app/variantLevel.ts';
import { type Buildability } from '../app/checks/buildability.ts';
import { setContext } from '../shared/contextKeys.ts';
import { type ViewId } from '../shared/manifest.ts';
import { ShownRows } from '../shared/shownRows.ts';
import { type Log } from '../shared/log.ts';
import { type PackageRuns } from '../build/runs/packageRuns.ts';
import { type AppsNode, type AssetNode, type PlatformNode, type RunNode, type VariantNode } from '../app/appsNode.ts';
import { type NodeRenderer } from './nodeRenderer.ts';
import { isFound } from './packageFilter.ts';

/** Packages shown at once; older ones wait behind a separate node. */
const packagesAtOnce = 25;
/** With more variants than this, those without packages wait behind a separate node. */
const variantsAtOnce = 8;

/** Whose packages are asked for. */
interface PlatformRows {
  readonly app: AppEntry;
  readonly platform: Platform;
  readonly variant?: string;
}

export interface AppsViewParts {
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  /** Loaded when the view is looked at. */
  readonly loadRenderer: () => Promise<NodeRenderer>;
  readonly paths: PathTools;
  /** Fires when an app was checked: its rows say how much is wrong. */
  readonly onDidCheck: vscode.Event<unknown>;
  /** Asked for once someone looks at the view. */
  readonly buildability: Buildability;
  readonly log: Log;
}

export class AppsView implements vscode.TreeDataProvider<AppsNode>, vscode.Disposable {
  readonly #parts: AppsViewParts;
  readonly #changed = new vscode.EventEmitter<AppsNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows: ShownRows<AppsNode>;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #view: vscode.TreeView<AppsNode> | undefined;
  #filter = '';

  constructor(parts: AppsViewParts) {
    this.#parts = parts;
    this.#rows = new ShownRows({
      childrenOf: async (node) => await this.#childrenOf(node),
      render: async (node) => this.#filtered(node, await (await parts.loadRenderer()).render(node)),
      announce: (elements) => this.#changed.fire(elements.every((each) => each !== undefined) ? [...elements] : undefined),
      onError: (error) => parts.log.error(error),
    });
    this.#disposables.push(this.#rows);
  }

  start(dragAndDrop?: vscode.TreeDragAndDropController<AppsNode>): void {
    const { index, runs, onDidCheck, buildability } = this.#parts;
    this.#view = vscode.window.createTreeView('mobileDistribution.apps' satisfies ViewId, {
      treeDataProvider: this,
      ...(dragAndDrop && { dragAndDropController: dragAndDrop }),
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#disposables.push(
      this.#view,
      this.#rows.follow(this.#view),
      index.onDidChange(() => this.refresh()),
      onDidCheck(() => this.refresh()),
      buildability.onDidChange(() => this.refresh()),
      this.#view.onDidChangeVisibility(({ visible }) => visible && buildability.start()),
      runs.onDidChange(() => {
        this.refresh();
        this.#showBadge();
      }),
    );
    if (this.#view.visible) buildability.start();
  }

  /** Something to know, above the tree; an empty text takes it away. */
  describe(text: string): void {
    if (this.#view) this.#view.message = text;
  }

  /** What is shown may have changed. */
  refresh(): void {
    this.#rows.changed();
  }

  /** Shows only the packages that these words are found in; an empty text shows all. */
  async filter(text: string): Promise<void> {
    this.#filter = text.trim();
    if (this.#view) this.#view.description = this.#filter === '' ? '' : vscode.l10n.t('Packages with “{0}”', this.#filter);
    await setContext('mobileDistribution.filtered', this.#filter !== '');
    this.refresh();
  }

  get filterText(): string {
    return this.#filter;
  }

  async getChildren(node?: AppsNode): Promise<AppsNode[]> {
    return await this.#rows.children(node);
  }

  async getTreeItem(node: AppsNode): Promise<vscode.TreeItem> {
    return await this.#rows.item(node);
  }

  async #childrenOf(node?: AppsNode): Promise<AppsNode[]> {
    if (!node) return await this.#roots();
    switch (node.kind) {
      case 'app':
        return platformsOf(node.app).map((platform) => ({ kind: 'platform', app: node.app, platform }));
      case 'platform':
        return [...this.#runs(node), { kind: 'signing', app: node.app, platform: node.platform }, ...(await this.#variants(node))];
      case 'signing':
        return this.#assets(node.app, node.platform);
      case 'packages':
        return this.#packagePage(node, 0);
      case 'variant':
        return this.#packagePage(node, 0);
      case 'otherVariants':
        return (await this.#variantsApart(node)).others;
      case 'more':
        return this.#packagePage(node, node.from);
      case 'run':
      case 'asset':
      case 'package':
        return [];
    }
  }

  async #roots(): Promise<AppsNode[]> {
    const apps = await this.#parts.index.apps();
    const isReady = apps.some(({ opened }) => opened.hasSettings);
    // As long as nothing is set up the view is empty, and its welcome content leads on.
    return isReady ? apps.map((app) => ({ kind: 'app', app })) : [];
  }

  #runs({ app, platform }: PlatformNode): RunNode[] {
    return this.#parts.runs
      .active()
      .filter(({ request }) => request.appFolder === app.folder && request.platform === platform)
      .map(({ id }) => ({ kind: 'run', app, platform, runId: id }));
  }

  /** Each with its packages, then the packages of no variant. */
  async #variants({ app, platform }: PlatformNode): Promise<AppsNode[]> {
    const { first, others } = await this.#variantsApart({ app, platform });
    const packages: AppsNode = { kind: 'packages', app, platform };
    if (first.length === 0 && others.length === 0) return [packages];
    return [
      ...first,
      ...(others.length > 0 ? [{ kind: 'otherVariants', app, platform } as const] : []),
      ...(packagesBelow(app, platform).length > 0 ? [packages] : []),
    ];
  }

  async #variantsApart({ app, platform }: PlatformRows): Promise<Record<'first' | 'others', VariantNode[]>> {
    const all = variantsOf(app, platform).map(({ name }): VariantNode => ({ kind: 'variant', app, platform, variant: name }));
    if (all.length <= variantsAtOnce) return { first: all, others: [] };
    const { variantNamed } = await import('../app/variantNamed.ts');
    const { effective } = onPlatform(app, platform);
    const active = this.#parts.runs.active().filter(({ request }) => request.appFolder === app.folder && request.platform === platform);
    const used = new Set([
      ...active.map(({ request }) => variantNamed(app, platform, request.variant, request.buildType)),
      effective.variant && variantNamed(app, platform, undefined),
    ]);
    const isFirst = ({ variant }: VariantNode): boolean => used.has(variant) || packagesBelow(app, platform, variant).length > 0;
    return { first: all.filter(isFirst), others: all.filter((each) => !isFirst(each)) };
  }

  #assets(app: AppEntry, platform: Platform): AssetNode[] {
    const { effective } = onPlatform(app, platform);
    const path = (value: string | undefined) => (value === undefined ? {} : { path: this.#parts.paths.resolve(app.folder, value) });
    const node = { kind: 'asset', app, platform } as const;
    if (platform === 'ios') {
      return [
        { ...node, asset: 'certificate', ...path(effective.certificate?.value) },
        { ...node, asset: 'profile', ...path(effective.provisioningProfile?.value) },
      ];
    }
    if (effective.buildType.value === 'debug' && !effective.keystore) return [{ ...node, asset: 'debugKey' }];
    const alias = effective.keyAlias?.value;
    return [{ ...node, asset: 'keystore', ...path(effective.keystore?.value), ...(alias !== undefined && { alias }) }];
  }

  /** The title of the view is often too narrow for the filter, so the row of the packages says how many it leaves. */
  #filtered(node: AppsNode, item: vscode.TreeItem): vscode.TreeItem {
    if ((node.kind !== 'packages' && node.kind !== 'variant') || this.#filter === '') return item;
    const records = packagesBelow(node.app, node.platform, 'variant' in node ? node.variant : undefined);
    const found = records.filter((record) => isFound(record, this.#filter));
    if (records.length > 0) item.description = vscode.l10n.t('{0} of {1} · “{2}”', found.length, records.length, this.#filter);
    return item;
  }

  #packagePage({ app, platform, variant }: PlatformRows, from: number): AppsNode[] {
    const records = packagesBelow(app, platform, variant).filter((record) => isFound(record, this.#filter));
    const page: AppsNode[] = records
      .slice(from, from + packagesAtOnce)
      .map((record) => ({ kind: 'package', app, record, isBelowVariant: variant !== undefined }));
    const next = from + packagesAtOnce;
    return records.length > next ? [...page, { kind: 'more', app, platform, ...present('variant', variant), from: next }] : page;
  }

  #showBadge(): void {
    const running = this.#parts.runs.active().length;
    if (this.#view)
      this.#view.badge = running === 0 ? undefined : { value: running, tooltip: vscode.l10n.t('Packages being created: {0}', running) };
    void setContext('mobileDistribution.running', running > 0);
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
