/** Whether devices can run a program at all, regardless of who signs it: by the systems and processors that its slices are built for. */

import { createIssue, type Issue } from '../../../base/issue.ts';

export interface BuiltSlice {
  readonly architecture: string;
  /** `iOS`, `iOS Simulator`; absent where the code does not say it. */
  readonly platform?: string;
}

const deviceArchitectures: ReadonlySet<string> = new Set(['arm64', 'arm64e']);

/** Watches have their own processors; the app itself has to run on a phone. */
export function programBuildIssues(slices: readonly BuiltSlice[], isApp: boolean): readonly Issue[] {
  const [first] = slices;
  if (!first) return [];
  const { platform = '' } = first;
  if (slices.every((slice) => slice.platform?.endsWith('Simulator') === true)) return [createIssue('ipa-simulator', { platform })];
  const architectures = slices.map(({ architecture }) => architecture);
  if (!isApp || platform !== 'iOS' || architectures.some((name) => deviceArchitectures.has(name))) return [];
  // Phones before iOS 11 run it.
  return [createIssue('ipa-64-bit-missing', { architectures: architectures.join(', ') }, undefined, 'warning')];
}
