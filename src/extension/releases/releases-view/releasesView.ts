/** The view Releases. What it shows is loaded when someone opens it. */

import * as vscode from 'vscode';
import { type ViewId } from '../../shared/manifest.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { type ReleasesNode } from './releasesNode.ts';

export class ReleasesView implements vscode.TreeDataProvider<ReleasesNode>, vscode.Disposable {
  readonly #servers: ReleaseServers;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];

  constructor(servers: ReleaseServers) {
    this.#servers = servers;
  }

  start(): void {
    const view = vscode.window.createTreeView('mobileDistribution.releases' satisfies ViewId, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#disposables.push(
      view,
      this.#servers.onDidChange(() => this.#changed.fire(undefined)),
      view.onDidChangeVisibility(({ visible }) => visible && this.#changed.fire(undefined)),
    );
  }

  async getTreeItem(node: ReleasesNode): Promise<vscode.TreeItem> {
    const { renderReleasesNode } = await import('./renderReleasesNode.ts');
    return renderReleasesNode(node, new Date());
  }

  async getChildren(node?: ReleasesNode): Promise<ReleasesNode[]> {
    const { childrenOf } = await import('./releasesChildren.ts');
    return await childrenOf(this.#servers, node);
  }

  dispose(): void {
    for (const each of this.#disposables.splice(0)) each.dispose();
  }
}
