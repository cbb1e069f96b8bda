/**
 * How large a package is, as a tree: parts, below them folders and files, each as it is stored. Declared sizes: nothing is unpacked to know.
 * Small things are put together, so that the tree of any package can be shown.
 */

import { type ZipArchive, type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { partOfIpaEntry, type IpaPart } from '../ipa/ipaEntries.ts';
import { roleOfEntry, type PackagePart } from '../packageEntries.ts';
import { type PackageInspection } from '../packageInspection.ts';

/** `frame` is what belongs to no entry: headers, padding, signing block, directory. */
export type SizePart = PackagePart | IpaPart | 'frame';

export type SizeNode =
  | (SizeFacts & { readonly kind: 'package' })
  | (SizeFacts & { readonly kind: 'part'; readonly part: SizePart })
  /** A folder may stand for several that contain nothing but each other: `www/assets`. */
  | (SizeFacts & { readonly kind: 'folder' | 'file'; readonly name: string })
  /** The small ones, together. */
  | (SizeFacts & { readonly kind: 'rest' });

interface SizeFacts {
  readonly files: number;
  /** As stored in the package. */
  readonly compressedBytes: number;
  /** As declared. */
  readonly rawBytes: number;
  /** The largest first. */
  readonly children: readonly SizeNode[];
}

const mostChildren = 20;
const deepest = 5;

export function sizeTree(inspection: PackageInspection, { entries }: ZipArchive): SizeNode {
  const byPart = new Map<SizePart, Leaf[]>();
  for (const entry of entries) {
    if (entry.isDirectory) continue;
    const part = partOf(inspection, entry);
    const leaves = byPart.get(part) ?? [];
    leaves.push({ entry, steps: stepsOf(entry.name) });
    byPart.set(part, leaves);
  }
  const parts: SizeNode[] = [...byPart].map(([part, leaves]) => ({
    kind: 'part',
    part,
    ...totals(leaves),
    children: insideOf(below(leaves, 0)),
  }));
  const stored = parts.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0);
  const frameBytes = Math.max(0, inspection.sizeBytes - stored);
  if (frameBytes > 0)
    parts.push({ kind: 'part', part: 'frame', files: 0, compressedBytes: frameBytes, rawBytes: frameBytes, children: [] });
  return { kind: 'package', ...sumOf(parts), children: parts.toSorted(largestFirst) };
}

/** The folder that everything of a part is in says no more than the part. */
function insideOf(nodes: readonly SizeNode[]): readonly SizeNode[] {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'folder' && only.children.length > 0 ? only.children : nodes;
}

function partOf(inspection: PackageInspection, entry: ZipEntry): SizePart {
  return inspection.format === 'ipa'
    ? partOfIpaEntry(entry.name, inspection.appFolder, inspection.executable)
    : roleOfEntry(entry, inspection.format).part;
}

interface Leaf {
  readonly entry: ZipEntry;
  /** Of its path, as far as the tree may go. */
  readonly steps: readonly string[];
}

/** A hostile name has thousands of steps: what is deeper than the tree is one. */
function stepsOf(name: string): readonly string[] {
  const steps = name.split('/', deepest * 4);
  const taken = steps.reduce((length, step) => length + step.length + 1, 0);
  return taken > name.length ? steps : [...steps.slice(0, -1), name.slice(taken - (steps.at(-1)?.length ?? 0) - 1)];
}

function below(leaves: readonly Leaf[], depth: number, shown = 0): readonly SizeNode[] {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const step = leaf.steps[depth] ?? '';
    const group = groups.get(step) ?? [];
    group.push(leaf);
    groups.set(step, group);
  }
  const nodes = [...groups].map(([name, group]): SizeNode => {
    const [only] = group;
    if (group.length === 1 && only?.steps.length === depth + 1) return { kind: 'file', name, ...totals(group), children: [] };
    return folder(name, group, depth, shown);
  });
  return withRest(nodes.toSorted(largestFirst));
}

function folder(name: string, group: readonly Leaf[], depth: number, shown: number): SizeNode {
  const children = shown + 1 < deepest ? below(group, depth + 1, shown + 1) : [];
  const [only] = children;
  if (children.length === 1 && only?.kind === 'folder') return { ...only, name: `${name}/${only.name}` };
  return { kind: 'folder', name, ...totals(group), children };
}

function withRest(nodes: readonly SizeNode[]): readonly SizeNode[] {
  if (nodes.length <= mostChildren) return nodes;
  const rest = nodes.slice(mostChildren - 1);
  return [...nodes.slice(0, mostChildren - 1), { kind: 'rest', ...sumOf(rest), children: [] }];
}

function totals(leaves: readonly Leaf[]): Omit<SizeFacts, 'children'> {
  let [compressedBytes, rawBytes] = [0, 0];
  for (const { entry } of leaves) {
    compressedBytes += entry.compressedSize;
    rawBytes += entry.uncompressedSize;
  }
  return { files: leaves.length, compressedBytes, rawBytes };
}

function sumOf(nodes: readonly SizeNode[]): Omit<SizeFacts, 'children'> {
  const sum = { files: 0, compressedBytes: 0, rawBytes: 0 };
  for (const { files, compressedBytes, rawBytes } of nodes) {
    sum.files += files;
    sum.compressedBytes += compressedBytes;
    sum.rawBytes += rawBytes;
  }
  return sum;
}

function largestFirst(a: SizeNode, b: SizeNode): number {
  return b.compressedBytes - a.compressedBytes;
}
