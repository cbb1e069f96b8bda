/**
 * The one rule for every file that a command writes at a place someone named: never an input of the same command or another of its
 * outputs, by whatever path; never anything but a regular file; and never in the place of another kind of file unless that is asked for.
 */

import { recognizeSecret } from '../assets/secrets/recognizeSecret.ts';
import { fromStrictUtf8, type Bytes } from '../base/bytes.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { hasErrors } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { windowsPathProblem } from '../base/windowsPath.ts';
import { imageKind } from '../formats/image/imageKind.ts';
import { inspectZip } from '../formats/zip/inspectZip.ts';
import { detectFormat } from '../packages/detectFormat.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';

export interface OutputWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

/** What an output may replace without being asked to. */
export type ReplacedKind = 'apk' | 'aab' | 'ipa' | 'v4-signature' | 'picture' | 'text';

export interface OutputWish {
  /** Absolute, as all of these. */
  readonly path: string;
  /** Files that the command reads, and others that it writes. */
  readonly inputs: readonly (string | undefined)[];
  /** Without one, nothing is replaced. */
  readonly replaces?: ReplacedKind;
  /** Whether someone asked that whatever file is there is replaced. */
  readonly mayReplace?: boolean;
}

export async function requireOutput(world: OutputWorld, { path, inputs, replaces, mayReplace = false }: OutputWish): Promise<void> {
  const { files, paths } = world;
  const reason = paths.system === 'windows' ? windowsPathProblem(path) : undefined;
  if (reason !== undefined) throw Failure.of('output-name-refused', { path, reason });
  await files.settle?.(path);
  const found = await files.stat(path);
  if (found && found.kind !== 'file')
    throw Failure.of('output-not-a-file', { path, what: found.kind === 'directory' ? phrase('a folder') : phrase('a device or a pipe') });
  for (const input of inputs) {
    if (input !== undefined && (await isSameFile(world, path, input))) throw Failure.of('output-is-input', { path, input });
  }
  if (!found || mayReplace) return;
  if (replaces === undefined) throw Failure.of('file-exists', { path });
  if (found.sizeBytes > 0 && !(await isOfKind(files, path, replaces)))
    throw Failure.of('output-other-kind', { path, expected: kindNames[replaces] });
}

const kindNames: Readonly<Record<ReplacedKind, string>> = {
  apk: phrase('an APK'),
  aab: phrase('an Android app bundle'),
  ipa: phrase('an iOS package'),
  'v4-signature': phrase('a v4 signature'),
  picture: phrase('a picture'),
  text: phrase('a short text without secrets'),
};

/** Two paths of one file: the same text, links of either kind, or another spelling where the system takes both for one. */
async function isSameFile(world: OutputWorld, one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([world.files.stat(one), world.files.stat(other)]);
  if (a?.identity !== undefined && a.identity === b?.identity) return true;
  const [realOne, realOther] = await Promise.all([realOf(world, one), realOf(world, other)]);
  if (realOne === realOther) return true;
  // Of files that are not there yet nothing says whether the system distinguishes upper and lower case.
  return (!a || !b) && folded(realOne) === folded(realOther);
}

async function realOf({ files, paths }: OutputWorld, path: string): Promise<string> {
  const real = await files.realPath(path);
  if (real !== undefined) return real;
  const folder = paths.dirname(path);
  return folder === path ? path : paths.join(await realOf({ files, paths }, folder), paths.basename(path));
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const pictureHeadBytes = 1024;
const longestText = 64 * 1024;

function isPicture(head: Bytes): boolean {
  const kind = imageKind(head);
  return kind !== 'unknown' && kind !== 'HTML';
}

/** A key is a text as well. */
async function isHarmlessText(path: string, bytes: Bytes): Promise<boolean> {
  return !bytes.includes(0) && fromStrictUtf8(bytes) !== undefined && (await recognizeSecret(path, bytes)) === undefined;
}

async function isOfKind(files: FileSystem, path: string, kind: ReplacedKind): Promise<boolean> {
  const source = await files.openFile(path);
  try {
    if (kind === 'v4-signature')
      return source.size >= 8 && (await source.read(0, 4)).every((byte, index) => byte === (index === 0 ? 2 : 0));
    if (kind === 'picture') return isPicture(await source.read(0, Math.min(source.size, pictureHeadBytes)));
    if (kind === 'text') return source.size <= longestText && (await isHarmlessText(path, await source.read(0, source.size)));
    const { archive, issues } = await inspectZip(source);
    return !hasErrors(issues) && detectFormat(archive.entries) === kind;
  } catch (error) {
    if (isFailure(error, 'file-changed')) return false;
    throw error;
  } finally {
    await source.close();
  }
}
