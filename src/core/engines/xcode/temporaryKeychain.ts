/**
 * A keychain for one build: made, filled with the one key, put on the search list, and removed with everything that was written for it, however the
 * build ends. What is made is noted first, so that the next start removes what a killed process left. Passwords go to Apple's `security` by its
 * standard input, where its interactive mode reads commands; they are never among arguments or variables.
 */

import { fromUtf8, utf8, type Bytes } from '../../base/bytes.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import { type ProcessMark } from '../../ports/runningProcesses.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { type AppleSigning, type InstallableProfile } from './appleSigning.ts';

export interface KeychainWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly programs: ProcessRunner;
  readonly homeFolder: string;
  /** Of this user's own files of the product. */
  readonly userFolder: string;
  readonly makePrivateFolder: (path: string) => Promise<void>;
  /** Folders that no program is taken from. */
  readonly notFrom: readonly string[];
}

/** Xcode up to 15 looks into the second one, Xcode 16 and newer into the first. */
const profileFolders: readonly (readonly string[])[] = [
  ['Library', 'Developer', 'Xcode', 'UserData', 'Provisioning Profiles'],
  ['Library', 'MobileDevice', 'Provisioning Profiles'],
];

const securityMs = 60_000;
/** In seconds: longer than a build may take. */
const unlockedSeconds = 6 * 60 * 60;
const largestNote = 64 * 1024;

export function keychainPath({ paths, userFolder }: Pick<KeychainWorld, 'paths' | 'userFolder'>, runName: string): string {
  return paths.join(userFolder, 'keychains', `${runName}.keychain-db`);
}

export async function makeKeychain(world: KeychainWorld, signing: AppleSigning, profiles: readonly InstallableProfile[]): Promise<void> {
  const { files, paths, userFolder, makePrivateFolder } = world;
  await makePrivateFolder(paths.join(userFolder, 'keychains'));
  const keychain = keychainPath(world, signing.runName);
  const certificate = `${keychain}.p12`;
  const installed = await newProfiles(world, profiles);
  // Before anything is made: whatever is noted is removed, also where the process ends in between.
  const note = { owner: signing.owner, files: [certificate, ...installed.map(({ path }) => path)] };
  await files.writeFile(notePath(keychain), utf8(`${JSON.stringify(note)}\n`));
  for (const { path, bytes } of installed) await files.writeFile(path, bytes);
  const { file, password } = await signing.transport();
  await files.writeFile(certificate, file, { mode: 0o600 });
  try {
    const secret = password.reveal();
    await interactive(
      world,
      new Secret(
        [
          `create-keychain -p ${secret} ${quoted(keychain)}`,
          `set-keychain-settings -l -u -t ${unlockedSeconds} ${quoted(keychain)}`,
          `unlock-keychain -p ${secret} ${quoted(keychain)}`,
          `import ${quoted(certificate)} -k ${quoted(keychain)} -f pkcs12 -P ${secret} -T /usr/bin/codesign -T /usr/bin/security`,
          `set-key-partition-list -S apple-tool:,apple:,codesign: -s -k ${secret} ${quoted(keychain)}`,
          '',
        ].join('\n'),
      ),
    );
  } finally {
    await files.remove(certificate);
  }
  await addToSearchList(world, keychain);
  // The interactive mode goes on after a command that failed, so what counts is what is there.
  const { stdout } = await security(world, ['find-identity', '-p', 'codesigning', keychain]);
  if (!stdout.toUpperCase().includes(signing.sha1.toUpperCase())) throw refused('the certificate is not in it');
}

/** Never fails: what cannot be removed now is removed at the next start. */
export async function removeKeychain(world: KeychainWorld, keychain: string): Promise<void> {
  const note = await readNote(world, notePath(keychain));
  // Takes it from the search list as well.
  await security(world, ['delete-keychain', keychain]).catch(() => undefined);
  try {
    for (const path of [...(note?.files ?? []), keychain]) await world.files.remove(path);
    await world.files.remove(notePath(keychain));
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

/** What processes left that were killed. */
export async function sweepKeychains(world: KeychainWorld, isRunning: AppleSigning['isRunning']): Promise<void> {
  const { files, paths, userFolder } = world;
  const folder = paths.join(userFolder, 'keychains');
  const names = (await files.readDirectory(folder)).filter(({ kind, name }) => kind === 'file' && name.endsWith(noteEnding));
  for (const { name } of names) {
    const path = paths.join(folder, name);
    const note = await readNote(world, path);
    if (note && (await isRunning(note.owner)) === false) await removeKeychain(world, path.slice(0, -noteEnding.length));
  }
}

const noteEnding = '.json';

function notePath(keychain: string): string {
  return keychain + noteEnding;
}

interface Note {
  readonly owner: ProcessMark;
  readonly files: readonly string[];
}

/** Only files are removed that this product puts somewhere, whatever the note says. */
async function readNote({ files, paths, homeFolder, userFolder }: KeychainWorld, path: string): Promise<Note | undefined> {
  try {
    const json = readJson(fromUtf8(await files.readFile(path, { maxBytes: largestNote })));
    const [pid, host, startedAt] = ['pid', 'host', 'startedAt'].map((key) => valueAt(json, 'owner', key));
    const listed = valueAt(json, 'files');
    const own = new Set([paths.join(userFolder, 'keychains'), ...profileFolders.map((segments) => paths.join(homeFolder, ...segments))]);
    if (typeof pid !== 'number' || typeof host !== 'string' || !Array.isArray(listed)) return undefined;
    return {
      owner: { pid, host, ...(typeof startedAt === 'string' && { startedAt }) },
      files: listed.filter((each): each is string => typeof each === 'string' && own.has(paths.dirname(each))),
    };
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Those that are there already are the user's, and stay. */
async function newProfiles(
  { files, paths, homeFolder }: KeychainWorld,
  profiles: readonly InstallableProfile[],
): Promise<readonly { readonly path: string; readonly bytes: Bytes }[]> {
  const found: { readonly path: string; readonly bytes: Bytes }[] = [];
  for (const segments of profileFolders) {
    for (const { uuid, bytes } of profiles) {
      const path = paths.join(homeFolder, ...segments, `${uuid}.mobileprovision`);
      if ((await files.stat(path)) === undefined) found.push({ path, bytes });
    }
  }
  return found;
}

/** Other builds do the same at the same time, so it is looked at again. */
async function addToSearchList(world: KeychainWorld, keychain: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const { stdout } = await security(world, ['list-keychains', '-d', 'user']);
    const listed = [...stdout.matchAll(/^[ \t]*"(.+)"[ \t\r]*$/gm)].map(([, path = '']) => path);
    if (listed.includes(keychain)) return;
    await security(world, ['list-keychains', '-d', 'user', '-s', ...listed, keychain]);
  }
  throw refused('it cannot be put on the search list');
}

/** As its interactive mode splits a line. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}

async function interactive(world: KeychainWorld, input: Secret): Promise<void> {
  await security(world, ['-i'], input);
}

/** Nothing that it says is shown: it may repeat a line that it did not understand. */
async function security(
  { programs, notFrom }: KeychainWorld,
  args: readonly string[],
  input?: Secret,
): Promise<{ readonly stdout: string }> {
  const { exitCode, stdout } = await programs.run({ command: 'security', args, notFrom, timeoutMs: securityMs, ...(input && { input }) });
  if (exitCode === undefined) throw Failure.of('program-not-started', { program: 'security', reason: '-' });
  return { stdout };
}

function refused(reason: string): Failure {
  return Failure.of('keychain-not-made', { reason });
}
