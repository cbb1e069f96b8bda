/** The versions of tools that a project asks for, in its own files and in its settings. */

import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type ProjectFolder } from '../projects/projectFolder.ts';
import { wantedFlutter } from './flutter/flutter.ts';
import { wantedNode } from './framework/nodeProject.ts';
import { type ToolWishes, wishedTools } from './toolchains/toolWishes.ts';
import { type WantedVersions } from './toolchains/usualMachine.ts';

export interface WantingProject {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly folder: ProjectFolder;
}

export async function wantedVersions(project: WantingProject, wishes: ToolWishes = {}): Promise<WantedVersions> {
  const ofFiles = {
    node: await wantedNode(project, project.folder.path),
    flutter: await wantedFlutter(project),
    jdk: undefined,
    xcode: undefined,
  };
  return Object.fromEntries(wishedTools.map((tool) => [tool, [wishes[tool], ofFiles[tool]].filter((version) => version !== undefined)]));
}
