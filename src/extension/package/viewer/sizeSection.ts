/** How large the package is by part: as a treemap, and as a table that says the same. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type SizeNode } from '../../../core/packages/sizes/sizeTree.ts';
import { type AssetSection, type AssetTreemapNode } from '../../../protocol/assetViewerProtocol.ts';
import { partName } from './packageNames.ts';
import { tablePart } from './tableSection.ts';

export function sizeSection(tree: SizeNode): AssetSection {
  const title = vscode.l10n.t('Size by part');
  const rows = tree.children.map((part) => [
    nodeName(part),
    part.files === 0 ? '' : part.files.toLocaleString(vscode.env.language),
    formatByteSize(part.compressedBytes),
    formatByteSize(part.rawBytes),
    shareText(part, tree),
  ]);
  return {
    id: 'sizes',
    title,
    badges: [],
    parts: [
      {
        kind: 'treemap',
        label: title,
        hint: vscode.l10n.t('Use arrow keys to move, Enter to open a folder and Escape to go back'),
        nodes: flatten(tree),
      },
      tablePart(title, {
        columns: [
          { title: vscode.l10n.t('Part') },
          { title: vscode.l10n.t('Files'), isNumber: true },
          { title: vscode.l10n.t('In the package'), isNumber: true },
          { title: vscode.l10n.t('Unpacked'), isNumber: true },
          { title: vscode.l10n.t('Share'), isNumber: true },
        ],
        rows,
      }),
    ],
  };
}

function shareText({ compressedBytes }: SizeNode, tree: SizeNode): string {
  const share = tree.compressedBytes === 0 ? 0 : compressedBytes / tree.compressedBytes;
  return share.toLocaleString(vscode.env.language, { style: 'percent', maximumFractionDigits: 1 });
}

function nodeName(node: SizeNode): string {
  switch (node.kind) {
    case 'package':
      return partName('total');
    case 'part':
      return partName(node.part);
    case 'rest':
      return vscode.l10n.t('{0} smaller ones', node.files.toLocaleString(vscode.env.language));
    case 'folder':
    case 'file':
      return node.name;
  }
}

/** Of a message to the page; trees of packages have some hundred. */
const mostNodes = 3000;

/** Parents before their children; each names its parent by its place in the list. */
function flatten(tree: SizeNode): readonly AssetTreemapNode[] {
  const nodes: AssetTreemapNode[] = [];
  const queue: { readonly node: SizeNode; readonly parent: number; readonly color: number }[] = [{ node: tree, parent: -1, color: 0 }];
  for (const { node, parent, color } of queue) {
    if (nodes.length === mostNodes) break;
    const index = nodes.length;
    const detail = `${formatByteSize(node.compressedBytes)} · ${shareText(node, tree)}`;
    nodes.push({ parent, name: nodeName(node), detail, bytes: node.compressedBytes, color });
    // A part keeps its colour with all that is in it.
    for (const [place, child] of node.children.entries()) queue.push({ node: child, parent: index, color: parent < 0 ? place : color });
  }
  return nodes;
}
