import assert from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectPackage } from '../../../../../src/core/packages/inspectPackage.ts';
import { sizeTree, type SizeNode } from '../../../../../src/core/packages/sizes/sizeTree.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { ipaEntries } from '../../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive, type SmallEntry } from '../../../../support/smallPackages.ts';

async function treeOf(entries: readonly SmallEntry[]): Promise<SizeNode> {
  const bytes = await smallArchive(entries);
  const { inspection, archive } = await inspectPackage(bytesSource(bytes), { now: new Date('2026-11-21') });
  assert.ok(inspection && archive);
  const tree = sizeTree(inspection, archive);
  assert.equal(tree.compressedBytes, bytes.length, 'every byte of the file is in the tree');
  checkSums(tree);
  return tree;
}

/** A node is as large as what is in it. */
function checkSums(node: SizeNode): void {
  if (node.children.length === 0) return;
  for (const key of ['compressedBytes', 'rawBytes', 'files'] as const)
    assert.equal(
      node[key],
      node.children.reduce((sum, child) => sum + child[key], 0),
    );
  const sizes = node.children.map(({ compressedBytes }) => compressedBytes);
  assert.deepEqual(
    sizes.slice(0, -1),
    sizes.slice(0, -1).toSorted((a, b) => b - a),
  );
  for (const child of node.children) checkSums(child);
}

function outline(node: SizeNode, indent = ''): readonly string[] {
  const name = node.kind === 'part' ? node.part : 'name' in node ? node.name : node.kind;
  return [`${indent}${name}`, ...node.children.flatMap((child) => outline(child, `${indent} `))];
}

describe('the tree of sizes', () => {
  it('has parts, folders and files', async () => {
    const lines = outline(await treeOf(smallApkEntries()));
    assert.deepEqual(
      lines.toSorted(),
      [
        ' assets',
        '  index.html',
        ' dex',
        '  classes.dex',
        ' frame',
        ' native',
        '  arm64-v8a',
        '   libsmall.so',
        '  armeabi-v7a',
        '   libsmall.so',
        ' other',
        '  AndroidManifest.xml',
        ' resources',
        '  res',
        '   mipmap-anydpi-v26',
        '    icon.xml',
        '   mipmap-mdpi',
        '    icon.png',
        '   mipmap-xxhdpi',
        '    icon.png',
        '  resources.arsc',
        'package',
      ].toSorted(),
    );
  });

  it('has the parts of an iOS package', async () => {
    const { children } = await treeOf(ipaEntries({ pki: new ApplePki() }));
    assert.deepEqual(children.map((node) => (node.kind === 'part' ? node.part : '')).toSorted(), [
      'executable',
      'extensions',
      'frame',
      'frameworks',
      'resources',
      'signature',
    ]);
  });

  it('puts what is small together', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `assets/a/${index}.txt`, bytes: new Uint8Array(index) }));
    const tree = await treeOf([...smallApkEntries({ 'assets/www/index.html': undefined }), ...many]);
    const folder = tree.children.find((node) => node.kind === 'part' && node.part === 'assets');
    assert.deepEqual([folder?.children.length, folder?.children.at(-1)?.kind, folder?.children.at(-1)?.files], [20, 'rest', 281]);
  });

  it('stays shallow, however deep the names are', async () => {
    const deep = [
      { name: `assets/${'a/b/'.repeat(2000)}x`, bytes: new Uint8Array(10) },
      { name: `assets/${'a/b/'.repeat(1999)}y`, bytes: new Uint8Array(10) },
      ...Array.from({ length: 30 }, (_, index) => ({ name: `assets/${'d/'.repeat(index)}z`, bytes: new Uint8Array(1) })),
    ];
    const depthOf = (node: SizeNode): number => 1 + Math.max(0, ...node.children.map(depthOf));
    assert.ok(depthOf(await treeOf([...smallApkEntries(), ...deep])) <= 8);
  });
});
