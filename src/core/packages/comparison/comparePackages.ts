/** What differs between two packages, mostly two versions of one app. Pure; of what could be very long, only so much is kept, and counted. */

import { type ZipArchive } from '../../formats/zip/zipEntry.ts';
import { type PackageInspection } from '../packageInspection.ts';
import { compareFiles, type FileDifferences } from './compareFiles.ts';
import {
  comparableOf,
  comparedFactNames,
  comparedListNames,
  type Comparable,
  type ComparedFactName,
  type ComparedListName,
} from './comparedFacts.ts';

export interface ComparedPackage {
  readonly inspection: PackageInspection;
  readonly archive: ZipArchive;
}

export interface PackageDifference {
  /** Only those that differ; a value that is absent is said by neither. */
  readonly facts: readonly FactDifference[];
  readonly lists: readonly ListDifference[];
  /** What could not be read in one of the two: whether it differs is not known. */
  readonly notCompared: readonly ComparedListName[];
  /** All parts that either has, in bytes as stored. */
  readonly sizes: readonly PartDifference[];
  readonly files: FileDifferences;
}

export interface FactDifference {
  readonly name: ComparedFactName;
  readonly before?: string | number | boolean;
  readonly after?: string | number | boolean;
}

export interface ListDifference {
  readonly name: ComparedListName;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface PartDifference {
  /** `total`, a part of packages of these formats, or `frame`. */
  readonly part: string;
  readonly before: number;
  readonly after: number;
}

/** Of one list; a hostile package declares any number. */
const mostListed = 500;

export function comparePackages(before: ComparedPackage, after: ComparedPackage): PackageDifference {
  const [one, two] = [comparableOf(before.inspection), comparableOf(after.inspection)];
  const isSameFormat = before.inspection.format === after.inspection.format;
  const isUnknown = (name: ComparedListName): boolean =>
    isSameFormat && (one.lists[name] === undefined) !== (two.lists[name] === undefined);
  return {
    facts: differingFacts(one, two),
    lists: differingLists(one, two).filter(({ name }) => !isUnknown(name)),
    notCompared: comparedListNames.filter(isUnknown),
    sizes: partDifferences(before.inspection, after.inspection),
    files: compareFiles(before.archive.entries, after.archive.entries),
  };
}

/** Whether anything but sizes is to be reported. */
export function isSame({ facts, lists, notCompared, files }: PackageDifference): boolean {
  return facts.length === 0 && lists.length === 0 && notCompared.length === 0 && files.added + files.removed + files.changed === 0;
}

function differingFacts(one: Comparable, two: Comparable): readonly FactDifference[] {
  return comparedFactNames.flatMap((name) => {
    const [before, after] = [one.facts[name], two.facts[name]];
    if (before === after) return [];
    return [{ name, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  });
}

function differingLists(one: Comparable, two: Comparable): readonly ListDifference[] {
  return comparedListNames.flatMap((name) => {
    const before = new Set(one.lists[name]);
    const after = new Set(two.lists[name]);
    const added = [...after].filter((item) => !before.has(item)).slice(0, mostListed);
    const removed = [...before].filter((item) => !after.has(item)).slice(0, mostListed);
    return added.length + removed.length === 0 ? [] : [{ name, added, removed }];
  });
}

function partDifferences(one: PackageInspection, two: PackageInspection): readonly PartDifference[] {
  const [before, after] = [partsOf(one), partsOf(two)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.map((part) => ({ part, before: before.get(part) ?? 0, after: after.get(part) ?? 0 }));
}

function partsOf({ sizes, sizeBytes }: PackageInspection): ReadonlyMap<string, number> {
  const parts = Object.entries(sizes.parts).filter(([, { entries }]) => entries > 0);
  return new Map([
    ...parts.map(([part, { compressedBytes }]) => [part, compressedBytes] as const),
    ['frame', sizes.frameBytes],
    ['total', sizeBytes],
  ]);
}
