/**
 * Opens what is to be signed for iOS: an .ipa, an .app folder, or an .xcarchive, all as the files of a package. Files of folders are opened
 * only while they are read.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, hasErrors, issueInFile, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { readPieces } from '../../base/readPieces.ts';
import { Failure } from '../../base/failure.ts';
import { type ZipArchive } from '../../formats/zip/zipEntry.ts';
import { inspectLocalHeaders } from '../../formats/zip/inspectLocalHeaders.ts';
import { appFolders } from './ipaEntries.ts';
import { recognizePackage } from '../recognizePackage.ts';
import { type FileSystem, type OpenFile, type PathTools } from '../../ports/fileSystem.ts';
import { openArchiveFiles } from '../../signing/apple/bundle/archiveFiles.ts';
import { type AppEntry, type AppFiles } from '../../signing/apple/bundle/appFiles.ts';
import { type FileContent } from '../../signing/apple/fileContent.ts';

export interface AppInput {
  /** `Payload/Demo.app` */
  readonly root: string;
  readonly files: AppFiles;
  /** Of an .ipa, to be copied from. */
  readonly archive?: { readonly source: ByteSource; readonly archive: ZipArchive };
  /** Of a folder: the modes of its files, by path. */
  readonly modes: ReadonlyMap<string, number>;
  /** What is doubtful about it. */
  readonly issues: readonly Issue[];
  close(): Promise<void>;
}

export interface InputWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

/** Fails with the issues that say why it is none. */
export async function openAppInput(world: InputWorld, path: string): Promise<AppInput> {
  const stat = await world.files.stat(path);
  if (!stat) throw Failure.of('file-not-found', { path });
  return stat.kind === 'directory' ? await openFolder(world, path) : await openIpa(world, path);
}

async function openIpa({ files }: InputWorld, path: string): Promise<AppInput> {
  const source: OpenFile = await files.openFile(path);
  try {
    const recognized = await recognizePackage(source);
    if (recognized.format !== 'ipa') {
      const isAndroid = recognized.format !== undefined;
      const issues = isAndroid ? [createIssue('package-not-ios', {})] : recognized.issues;
      throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
    }
    const { archive } = recognized;
    const opened = await openArchiveFiles(source, archive);
    const found = [...recognized.issues, ...opened.issues];
    if (!hasErrors(found)) found.push(...(await inspectLocalHeaders(source, archive)).issues);
    const issues = found.map((issue) => issueInFile(issue, path));
    if (hasErrors(issues)) throw issuesFound(issues);
    const [root, ...others] = appFolders(archive.entries);
    if (root === undefined || others.length > 0)
      throw issuesFound([createIssue('ipa-several-apps', { count: others.length + 1, app: root ?? '' }, { file: path })]);
    return { root, files: opened.files, archive: { source, archive }, modes: new Map(), issues, close: () => source.close() };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Folders of an archive of Xcode that belong next to `Payload`. */
const besidePayload = ['SwiftSupport', 'Symbols', 'WatchKitSupport2'];

async function openFolder(world: InputWorld, path: string): Promise<AppInput> {
  const { paths } = world;
  const reader = new FolderReader(world);
  const folder = await findAppFolder(world, path);
  const root = `Payload/${paths.basename(folder)}`;
  await reader.read(folder, root);
  if (folder !== path) for (const beside of besidePayload) await reader.read(paths.join(path, beside), beside);
  return reader.input(root);
}

/** The .app folder of a folder: itself, or the one that an .xcarchive holds. Fails with the issue that says why there is none. */
export async function findAppFolder({ files, paths }: InputWorld, path: string): Promise<string> {
  const name = paths.basename(path);
  if (name.endsWith('.app')) return path;
  const applications = paths.join(path, 'Products', 'Applications');
  const apps = (await files.readDirectory(applications)).filter((entry) => entry.kind === 'directory' && entry.name.endsWith('.app'));
  const [app, ...others] = apps;
  if (!app)
    throw missing(
      path,
      name.endsWith('.xcarchive') ? 'Products/Applications has no .app folder' : 'it is neither an .app nor an .xcarchive',
    );
  if (others.length > 0) throw missing(path, `Products/Applications has ${apps.length} apps`);
  return paths.join(applications, app.name);
}

function missing(path: string, reason: string): Failure {
  return issuesFound([createIssue('ipa-app-missing', { path, reason }, { file: path })]);
}

/** A folder in a folder in a folder: real apps have some dozen. */
const deepest = 64;
const mostFiles = 500_000;

class FolderReader {
  readonly #world: InputWorld;
  readonly #files = new Map<string, AppEntry>();
  readonly #modes = new Map<string, number>();

  constructor(world: InputWorld) {
    this.#world = world;
  }

  input(root: string): AppInput {
    return { root, files: this.#files, modes: this.#modes, issues: [], close: async () => {} };
  }

  async read(folder: string, prefix: string, depth = 0): Promise<void> {
    const { files, paths } = this.#world;
    if (depth > deepest) throw missing(folder, 'its folders are nested too deeply');
    for (const entry of await files.readDirectory(folder)) {
      const path = paths.join(folder, entry.name);
      const name = `${prefix}/${entry.name}`;
      const target = entry.isLink ? await files.readLink(path) : undefined;
      if (target !== undefined) this.#files.set(name, { kind: 'link', target });
      else if (entry.kind === 'directory') await this.read(path, name, depth + 1);
      else if (entry.kind === 'file') await this.#addFile(path, name);
      if (this.#files.size > mostFiles) throw missing(folder, 'it has too many files');
    }
  }

  async #addFile(path: string, name: string): Promise<void> {
    const stat = await this.#world.files.stat(path);
    if (!stat) return;
    if (stat.mode !== undefined) this.#modes.set(name, 0o100000 | (stat.mode & 0o777));
    this.#files.set(name, { kind: 'file', content: contentOfFile(this.#world.files, path, stat.sizeBytes) });
  }
}

function contentOfFile(files: FileSystem, path: string, sizeBytes: number): FileContent {
  const opened = async <Value>(work: (file: OpenFile) => Promise<Value>): Promise<Value> => {
    const file = await files.openFile(path);
    try {
      if (file.size !== sizeBytes) throw Failure.of('file-changed', { path });
      return await work(file);
    } finally {
      await file.close();
    }
  };
  return {
    size: sizeBytes,
    readRanges: (ranges) => opened((file) => Promise.all(ranges.map(({ offset, length }) => file.read(offset, length)))),
    pieces: async function* () {
      const file = await files.openFile(path);
      try {
        if (file.size !== sizeBytes) throw Failure.of('file-changed', { path });
        yield* readPieces(file, 0, sizeBytes);
      } finally {
        await file.close();
      }
    },
  };
}
