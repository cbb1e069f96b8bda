/** What differs between two packages, for people. */

import { isSame, type PackageDifference } from '../../core/packages/comparison/comparePackages.ts';
import { type ComparedFactName, type ComparedListName } from '../../core/packages/comparison/comparedFacts.ts';
import { type TextPage } from '../terminal/textPage.ts';

const factNames: Readonly<Record<ComparedFactName, string>> = {
  format: 'Format',
  appIdentifier: 'App identifier',
  label: 'Name',
  version: 'Version',
  versionCode: 'Version code',
  minSdk: 'Minimum SDK',
  targetSdk: 'Target SDK',
  compileSdk: 'Compile SDK',
  minimumOs: 'Minimum iOS',
  sdk: 'SDK',
  debuggable: 'Debuggable',
  team: 'Team',
  profile: 'Profile',
  profileKind: 'Profile type',
};

const listNames: Readonly<Record<ComparedListName, string>> = {
  permissions: 'Permissions',
  features: 'Features',
  components: 'Components',
  abis: 'Processors',
  deviceFamilies: 'Devices',
  signers: 'Signers',
  entitlements: 'Entitlements',
  contents: 'Contents',
  modules: 'Modules',
};

export interface ComparedPaths {
  readonly before: string;
  readonly after: string;
}

export function writeDifference(page: TextPage, { before, after }: ComparedPaths, difference: PackageDifference): void {
  const { facts, lists, sizes, files } = difference;
  page.heading('Changes');
  page.facts([
    ['Before', before],
    ['After', after],
  ]);
  if (isSame(difference)) page.line().line('Only the packaging differs; both contain the same files.');
  if (facts.length > 0) {
    page.heading('Facts');
    page.table(
      ['Fact', 'Before', 'After'],
      facts.map((fact) => [factNames[fact.name], fact.before ?? '-', fact.after ?? '-']),
    );
  }
  for (const { name, added, removed } of lists) {
    page.heading(listNames[name]);
    for (const item of removed) page.line(`  - ${item}`, 'red');
    for (const item of added) page.line(`  + ${item}`, 'green');
  }
  page.heading('Size by part');
  page.table(
    ['Part', 'Before', 'After', 'Change'],
    sizes.map(({ part, before: old, after: now }) => [part, old, now, signed(now - old)]),
  );
  if (files.largest.length === 0) return;
  page.heading(`Files: ${files.added} added, ${files.removed} removed, ${files.changed} changed`);
  page.table(
    ['Change', 'File'],
    files.largest.map(({ path, before: old = 0, after: now = 0 }) => [signed(now - old), path]),
  );
}

function signed(bytes: number): string {
  return bytes > 0 ? `+${bytes}` : String(bytes);
}
