/** Machines of the three systems with files in memory, for what looks for tools and plans builds. */

import { type PathTools } from '../../src/core/ports/fileSystem.ts';
import { type Machine } from '../../src/core/ports/machine.ts';
import { windowsPaths } from '../../src/node/nodePathTools.ts';
import { MemoryFiles, posixPaths } from './memoryFiles.ts';

/** Keeps `C:\a\b` as `/C:/a/b`. */
class WindowsMemoryFiles extends MemoryFiles {
  constructor(texts: Readonly<Record<string, string>>) {
    super(Object.fromEntries(Object.entries(texts).map(([path, text]) => [kept(path), text])));
  }

  override async stat(path: string): ReturnType<MemoryFiles['stat']> {
    return await super.stat(kept(path));
  }

  override async realPath(path: string): Promise<string | undefined> {
    return (await this.stat(path)) && path;
  }

  override async readFile(...[path, options]: Parameters<MemoryFiles['readFile']>): ReturnType<MemoryFiles['readFile']> {
    return await super.readFile(kept(path), options);
  }

  override async openFile(path: string): ReturnType<MemoryFiles['openFile']> {
    return await super.openFile(kept(path));
  }

  override async readDirectory(path: string): ReturnType<MemoryFiles['readDirectory']> {
    return await super.readDirectory(kept(path));
  }

  override async writeFile(...[path, bytes, options]: Parameters<MemoryFiles['writeFile']>): Promise<void> {
    await super.writeFile(kept(path), bytes, options);
  }

  override text(path: string): string | undefined {
    return super.text(kept(path));
  }
}

function kept(path: string): string {
  return path.startsWith('/') ? path : `/${path.replaceAll('\\', '/')}`;
}

export interface MadeMachine {
  readonly files: MemoryFiles;
  readonly paths: PathTools;
  readonly machine: Machine;
}

export function machineOf(
  system: Machine['system'],
  texts: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): MadeMachine {
  const isWindows = system === 'windows';
  const homeFolder = { windows: 'C:\\Users\\ada', macos: '/Users/ada', linux: '/home/ada' }[system];
  return {
    files: isWindows ? new WindowsMemoryFiles(texts) : new MemoryFiles(texts),
    paths: isWindows ? windowsPaths : posixPaths,
    machine: { system, homeFolder, variable: (name) => variables[name] },
  };
}
