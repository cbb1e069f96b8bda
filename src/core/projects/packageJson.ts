/** `package.json` of a project: its name, version and what it depends on. */

import { type Origin, type Sourced } from '../settings/origin.ts';
import { type ProjectFolderView } from './projectFacts.ts';
import { readJson, textAt, valueAt } from './projectText.ts';

export interface PackageJson {
  readonly displayName: Sourced<string> | undefined;
  readonly name: Sourced<string> | undefined;
  readonly version: Sourced<string> | undefined;
  /** The identifier, as NativeScript kept it before it had a config. */
  readonly nativeScriptId: Sourced<string> | undefined;
  dependsOn(name: string): boolean;
}

const origin: Origin = { kind: 'package-json', file: 'package.json' };

export async function readPackageJson(folder: ProjectFolderView): Promise<PackageJson> {
  const json = readJson(await folder.text('package.json'));
  return {
    displayName: textAt(json, origin, 'displayName'),
    name: textAt(json, origin, 'name'),
    version: textAt(json, origin, 'version'),
    nativeScriptId: textAt(json, origin, 'nativescript', 'id'),
    dependsOn: (name) => ['dependencies', 'devDependencies'].some((kind) => valueAt(json, kind, name) !== undefined),
  };
}
