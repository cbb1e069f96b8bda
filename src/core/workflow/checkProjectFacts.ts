/** Where the settings and the project do not fit together: other identifiers, and values that only the build of the project knows. */

import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { type PathTools } from '../ports/fileSystem.ts';
import { type FactName, type UnknownFact } from '../projects/projectFacts.ts';
import { type Sourced } from '../settings/origin.ts';
import { platformFacts, type PlatformApp } from './openApp.ts';

export function checkProjectFacts(target: PlatformApp, paths: PathTools): readonly Issue[] {
  const { app, effective, platform, placeOf } = target;
  const facts = platformFacts(app.project, platform);
  // The engine web makes its own packages, whatever native projects are next to the web files.
  if (!facts || app.project?.engine === 'web' || effective.engine?.value === 'web') return [];
  const { appIdentifier: own, otherIdentifier: other, unknown = [] } = facts;
  const { appIdentifier } = effective;
  const issues: Issue[] = [];
  // An identifier of the project itself is that of a variant.
  if (own && appIdentifier && own.value !== appIdentifier.value && appIdentifier.origin.kind !== 'project') {
    const params = { identifier: appIdentifier.value, file: fileOf(own), projectIdentifier: own.value };
    issues.push(createIssue('project-identifier-differs', params, placeOf(appIdentifier, `/${platform}/appIdentifier`)));
  }
  if (own && other) {
    const params = { identifier: own.value, file: fileOf(own), otherIdentifier: other.value, otherFile: fileOf(other) };
    issues.push(createIssue('project-identifiers-differ', params, placeOfFact(app.folder, paths, other)));
  }
  issues.push(...unknown.filter(({ fact }) => isOpen(target, fact)).map((each) => unknownIssue(each, app.folder, paths)));
  return issues;
}

/** Whether nothing else says it. */
function isOpen({ effective }: PlatformApp, fact: FactName): boolean {
  const kind = effective[fact]?.origin.kind;
  return kind === undefined || kind === 'default' || kind === 'folder' || kind === 'package-json';
}

function unknownIssue({ fact, written, origin }: UnknownFact, folder: string, paths: PathTools): Issue {
  const place = { file: paths.join(folder, ...origin.file.split('/')), ...(origin.range && { range: origin.range }) };
  return createIssue('project-value-computed', { file: origin.file, key: fact, written }, place);
}

function fileOf({ origin }: Sourced<string>): string {
  return 'file' in origin ? origin.file : '';
}

function placeOfFact(folder: string, paths: PathTools, { origin }: Sourced<string>): Place {
  if (!('file' in origin)) return { file: folder };
  const range = origin.kind === 'project' ? origin.range : undefined;
  return { file: paths.join(folder, ...origin.file.split('/')), ...(range && { range }) };
}
