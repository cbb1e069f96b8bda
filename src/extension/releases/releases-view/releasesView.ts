/** The view Releases. What it shows is loaded when someone opens it. */

import * as vscode from 'vscode';
import { type Log } from '../../shared/log.ts';
import { type ViewId } from '../../shared/manifest.ts';
import { ShownRows } from '../../shared/shownRows.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { type ReleasesNode } from './releasesNode.ts';

export class ReleasesView implements vscode.TreeDataProvider<ReleasesNode>, vscode.Disposable {
  readonly #servers: ReleaseServers;
  readonly #changed = new vscode.EventEmitter<ReleasesNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows: ShownRows<ReleasesNode>;
  readonly #disposables: vscode.Disposable[] = [this.#changed];

  constructor(servers: ReleaseServers, log: Log) {
    this.#servers = servers;
    this.#rows = new ShownRows<ReleasesNode>({
      childrenOf: async (node) => {
        const { childrenOf } = await import('./releasesChildren.ts');
        return await childrenOf(this.#servers, node);
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

  async getTreeItem(node: ReleasesNode): Promise<vscode.TreeItem> {
    return await this.#rows.item(node);
  }

  async getChildren(node?: ReleasesNode): Promise<ReleasesNode[]> {
    return await this.#rows.children(node);
  }

  dispose(): void {
    for (const each of this.#disposables.splice(0)) each.dispose();
  }
}
