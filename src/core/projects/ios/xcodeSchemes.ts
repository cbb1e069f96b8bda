/**
 * The shared schemes of an Xcode project: what each archives, and in which configuration. Schemes of one user alone are not read, as a build
 * machine does not have them. Without a shared scheme Xcode makes one for each target, called as the target.
 */

import { parseXml, type XmlElement } from '../../formats/xml/xmlDocument.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, type ProjectFile } from '../projectFile.ts';

export interface XcodeScheme {
  readonly name: string;
  /** The file it is from; what it archives is its place. */
  readonly source: Sourced<string>;
  /** The target whose app it archives; absent where it does not say so. */
  readonly target?: string;
  /** The configuration of what it archives. */
  readonly configuration?: string;
  /** False for one that says what it archives, and that is not an app: of a library, of tests. */
  readonly isForApp: boolean;
}

const mostSchemes = 50;
const largestFile = 256 * 1024;

/** Of the project and of the workspaces next to it, in the order of their names; of two with one name, that of the workspace. */
export async function readXcodeSchemes(
  folder: ProjectFolderView,
  directory: readonly string[],
  project: string,
): Promise<readonly XcodeScheme[]> {
  const workspaces = (await folder.entries(...directory)).filter(({ name, kind }) => kind === 'directory' && name.endsWith('.xcworkspace'));
  const found = new Map<string, XcodeScheme>();
  for (const container of [project, ...workspaces.map(({ name }) => name)]) {
    const place = [...directory, container, 'xcshareddata', 'xcschemes'];
    for (const { name: fileName, kind } of await folder.entries(...place)) {
      const name = /^(.{1,200})\.xcscheme$/u.exec(fileName)?.[1];
      if (name === undefined || kind !== 'file' || found.size >= mostSchemes) continue;
      const file = await openProjectFile(folder, ...place, fileName);
      if (file) found.set(name, readScheme(name, file));
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readScheme(name: string, file: ProjectFile): XcodeScheme {
  const root = file.text.length > largestFile ? undefined : parseXml(file.text);
  const whole: Sourced<string> = { value: name, origin: { kind: 'project', file: file.path, certainty: 'literal' } };
  if (root?.name !== 'Scheme') return { name, source: whole, isForApp: true };
  const archived = childrenOf(childOf(childOf(root, 'BuildAction'), 'BuildActionEntries'), 'BuildActionEntry')
    .filter((entry) => attribute(entry, 'buildForArchiving') !== 'NO')
    .flatMap((entry) => childOf(entry, 'BuildableReference') ?? []);
  const app = archived.find((reference) => attribute(reference, 'BuildableName')?.endsWith('.app') === true);
  const target = app && attribute(app, 'BlueprintName');
  const configuration = attribute(childOf(root, 'ArchiveAction'), 'buildConfiguration');
  return {
    name,
    source: app ? { value: name, origin: file.origin(app, 'literal') } : whole,
    ...(target !== undefined && { target }),
    ...(configuration !== undefined && configuration !== '' && { configuration }),
    isForApp: app !== undefined || archived.length === 0,
  };
}

function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.find((each) => each.name === name)?.value;
}
