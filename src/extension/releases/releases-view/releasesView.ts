/** The view Releases. What it shows is loaded when someone opens it. */

import * as vscode from 'vscode';
import { type Log } from '../../shared/log.ts';
import { type ViewId } from '../../shared/manifest.ts';
import { ShownRows } from '../../shared/shownRows.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { type ReleasesRow } from './releasesNode.ts';
import { type StoreTreeParts } from './storeChildren.ts';

export interface ReleasesViewParts {
  readonly servers: ReleaseServers;
  readonly log: Log;
  readonly loadStores: () => Promise<StoreTreeParts>;
}

export class ReleasesView implements vscode.TreeDataProvider<ReleasesRow>, vscode.Disposable {
  readonly #servers: ReleaseServers;
  readonly #changed = new vscode.EventEmitter<ReleasesRow[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows: ShownRows<ReleasesRow>;
  readonly #disposables: vscode.Disposable[] = [this.#changed];

  constructor({ servers, log, loadStores }: ReleasesViewParts) {
    this.#servers = servers;
    this.#rows = new ShownRows<ReleasesRow>({
      childrenOf: async (node) => {
        const { childrenOf } = await import('./releasesChildren.ts');
        return await childrenOf({ servers, loadStores }, node);
      },
      render: async (node) => {
        const { renderReleasesNode } = await import('./renderReleasesNode.ts');
        return renderReleasesNode(node, new Date());
      },
      announce: (elements) => this.#changed.fire(elements.every((each) => each !== undefined) ? [...elements] : undefined),
      onError: (error) => log.error(error),
    });
    this.#disposables.push(this.#rows);
  }

  start(): void {
    const view = vscode.window.createTreeView('mobileDistribution.releases' satisfies ViewId, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#disposables.push(
      view,
      this.#rows.follow(view),
      // No server is asked for what no one sees.
      this.#servers.onDidChange(() => view.visible && this.#rows.changed()),
      view.onDidChangeVisibility(({ visible }) => visible && this.#rows.changed()),
    );
  }

  async getTreeItem(node: ReleasesRow): Promise<vscode.TreeItem> {
    return await this.#rows.item(node);
  }

  async getChildren(node?: ReleasesRow): Promise<ReleasesRow[]> {
    return await this.#rows.children(node);
  }

  dispose(): void {
    for (const each of this.#disposables.splice(0)) each.dispose();
  }
}
