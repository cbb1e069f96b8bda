/** The daemons of our builds. Each writes a log named after its process into the registry, which is the only sign before it says anything. */

import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';

/** Some file systems keep times in steps of two seconds. */
const timeStepMs = 2000;
const mostVersions = 50;

/** Those that wrote something since then: a log of an earlier day may carry the number of a process that is another one now. */
export async function daemonsSince(
  { files, paths }: { readonly files: FileSystem; readonly paths: PathTools },
  registry: string,
  since: Date,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const version of (await files.readDirectory(registry)).slice(0, mostVersions)) {
    if (version.kind !== 'directory') continue;
    const folder = paths.join(registry, version.name);
    for (const { name } of await files.readDirectory(folder)) {
      const pid = /^daemon-(\d{1,10})\.out\.log$/.exec(name)?.[1];
      const stat = pid === undefined ? undefined : await files.stat(paths.join(folder, name));
      if (stat && stat.modifiedAt.getTime() >= since.getTime() - timeStepMs) found.push(Number(pid));
    }
  }
  return found;
}
