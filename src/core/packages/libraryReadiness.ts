/** The rules on native libraries: pages of 16 KB, 64 bits, and how they are stored. */

import { createIssue, type Issue } from '../base/issue.ts';
import { type NativeLibrary } from './nativeLibraries.ts';
import { is64BitAbi } from './packageEntries.ts';
import { type AndroidInspection } from './androidInspection.ts';
import { pageSizeDemand } from './playDemands.ts';
import { targetOf, type ReadinessContext } from './readinessContext.ts';

const listedLibraries = 20;
const { since } = pageSizeDemand;

export function libraryReadiness(inspection: AndroidInspection, context: ReadinessContext): readonly Issue[] {
  const issues: Issue[] = [];
  const { libraries, extractNativeLibs, format } = inspection;
  const compressed = libraries.find((library) => !library.isStored);
  if (format === 'apk' && extractNativeLibs === false && compressed)
    issues.push(createIssue('store-libraries-compressed', { path: compressed.path }, { entry: compressed.path }));
  if (!context.isForStore) return issues;
  return [...issues, ...wideRules(inspection), ...pageRules(inspection)];
}

function wideRules({ abis }: AndroidInspection): readonly Issue[] {
  const pairs = [
    { narrow: 'armeabi-v7a', wide: 'arm64-v8a' },
    { narrow: 'x86', wide: 'x86_64' },
  ];
  const lacking = pairs.filter(({ narrow, wide }) => abis.includes(narrow) && !abis.includes(wide));
  return lacking.map((pair) => createIssue('store-64-bit-missing', pair));
}

function pageRules(inspection: AndroidInspection): readonly Issue[] {
  // The store demands it from this target on. Below it, old libraries run in the compatibility mode of the system.
  const severity = (targetOf(inspection) ?? 0) >= pageSizeDemand.targetSdk ? 'warning' : 'info';
  const issues: Issue[] = [];
  for (const library of inspection.libraries) {
    if (!is64BitAbi(library.abi)) continue;
    const { path } = library;
    if (library.isAlignedTo16k === false) {
      const alignment = library.loadAlignment ?? 0;
      issues.push(createIssue('store-library-alignment', { path, alignment, since }, { entry: path }, severity));
    }
    if (isMisplaced(inspection, library)) issues.push(createIssue('store-library-offset', { path, since }, { entry: path }, severity));
  }
  const more = issues.length - listedLibraries;
  if (more <= 0) return issues;
  return [...issues.slice(0, listedLibraries), createIssue('store-libraries-more', { count: more }, undefined, severity)];
}

/** A library that is unpacked on installation may lie anywhere; an app bundle's are placed by Google Play. */
function isMisplaced({ format, extractNativeLibs }: AndroidInspection, library: NativeLibrary): boolean {
  return format === 'apk' && extractNativeLibs !== true && library.isPageAlignedInPackage === false;
}
