/**
 * Seals an app from the inside out: loose code first, then each bundle after the bundles in it. In each: the profile, then the list of
 * sealed files over everything below, then the executable, whose signature covers both. Nothing is written here: the result says which
 * files of the package change and how, most of them by ranges of the old ones.
 */

import { bytesSource } from '../../../base/byteSource.ts';
import { hash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { runConcurrently } from '../../../base/runConcurrently.ts';
import { encodeCodeResources, isNeverListed, type BundleResource } from '../../../formats/code-resources/codeResources.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { plistEntry, plistString, type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { identifierOfFile } from '../code/codeIdentifier.ts';
import { type CodeSigner } from '../code/codeSigner.ts';
import { hashTypesFor } from '../code/hashTypes.ts';
import { beginsAsCode, openCode, readEmbeddedInfo } from '../code/openCode.ts';
import { signCode, type CodePiece } from '../code/signCode.ts';
import { contentOfSource, hashContent, type FileContent, type FileHashes } from '../fileContent.ts';
import { type AppFiles } from './appFiles.ts';
import { bundlesInsideOut, pathInside, type AppBundle } from './bundleTree.ts';

/** What a program gets besides its signature. */
export interface ProgramSeal {
  readonly profile?: Bytes | undefined;
  readonly entitlements?: PlistDictionary | undefined;
}

export interface SealRequest {
  readonly files: AppFiles;
  readonly app: AppBundle;
  /** Absent: ad hoc. */
  readonly signer: CodeSigner | undefined;
  /** By the path of the bundle. */
  readonly programs: ReadonlyMap<string, ProgramSeal>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export type SealedFile =
  | { readonly kind: 'bytes'; readonly bytes: Bytes }
  /** Pieces of the old file and new bytes. */
  | { readonly kind: 'code'; readonly pieces: readonly CodePiece[]; readonly sizeBytes: number };

export interface SealedApp {
  /** Files that change or are new, by path. */
  readonly files: ReadonlyMap<string, SealedFile>;
  readonly removed: ReadonlySet<string>;
  /** Errors mean that the rest must not be used. */
  readonly issues: readonly Issue[];
}

const filesAtOnce = 4;
const profileName = 'embedded.mobileprovision';

export async function sealApp(request: SealRequest): Promise<SealedApp> {
  const sealer = new Sealer(request);
  await sealer.readFiles();
  for (const bundle of bundlesInsideOut(request.app)) await sealer.seal(bundle);
  return sealer;
}

class Sealer implements SealedApp {
  readonly files = new Map<string, SealedFile>();
  readonly removed = new Set<string>();
  readonly issues: Issue[] = [];
  readonly #request: SealRequest;
  readonly #hashes = new Map<string, FileHashes>();
  #totalBytes = 0;
  #doneBytes = 0;

  constructor(request: SealRequest) {
    this.#request = request;
  }

  /** Hashes everything that no bundle's signature is in, and signs loose code. */
  async readFiles(): Promise<void> {
    const { app, files, signal } = this.#request;
    const executables = new Set<string>();
    for (const { path: folder, executable, paths } of bundlesInsideOut(app)) {
      executables.add(executable);
      for (const path of paths) if (path.startsWith(`${folder}/_CodeSignature/`)) this.removed.add(path);
    }
    const kept = app.paths.filter((path) => !this.removed.has(path));
    this.#totalBytes = kept.reduce((sum, path) => sum + (contentOf(files, path)?.size ?? 0), 0);
    const paths = kept.filter((path) => !executables.has(path));
    await runConcurrently(paths, filesAtOnce, async (path) => {
      const content = contentOf(files, path);
      if (!content) return;
      const hashes = await hashContent(content, signal, beginsAsCode);
      if (hashes) this.#hashes.set(path, hashes);
      else await this.#signLoose(path, content);
      this.#done(content);
    });
  }

  #done({ size }: FileContent): void {
    this.#doneBytes += size;
    this.#request.onProgress?.(this.#totalBytes === 0 ? 1 : this.#doneBytes / this.#totalBytes);
  }

  async #signLoose(path: string, content: FileContent): Promise<void> {
    const { signer, signal } = this.#request;
    const { code, isCode, issues } = await openCode(content);
    if (!isCode) {
      const hashes = await hashContent(content, signal);
      if (hashes) this.#hashes.set(path, hashes);
      return;
    }
    this.#refuse(path, issues);
    if (!code) return;
    const embedded = await readEmbeddedInfo(content, code);
    const [info] = embedded.values();
    const identifier = plistString(plistEntry(info && inspectPlist(info).value, 'CFBundleIdentifier'));
    const named = identifier ?? identifierOfFile(path.slice(path.lastIndexOf('/') + 1));
    const result = await signCode({ content, code, identifier: named, signer, embedded, wantsFileHashes: true, signal });
    this.#take(path, result);
  }

  #refuse(path: string, issues: readonly Issue[]): void {
    this.issues.push(...issues.map((issue) => ({ ...issue, place: { ...issue.place, entry: path } })));
  }

  #take(path: string, { signed, issues }: Awaited<ReturnType<typeof signCode>>): void {
    this.#refuse(path, issues);
    if (!signed) return;
    this.files.set(path, { kind: 'code', pieces: signed.pieces, sizeBytes: signed.size });
    this.#hashes.set(path, signed);
  }

  #write(path: string, bytes: Bytes): void {
    this.files.set(path, { kind: 'bytes', bytes });
    this.removed.delete(path);
    const digest = (algorithm: 'sha1' | 'sha256'): Bytes => new Uint8Array(hash(algorithm, bytes, 'buffer'));
    this.#hashes.set(path, { sha1: digest('sha1'), sha256: digest('sha256') });
  }

  async seal(bundle: AppBundle): Promise<void> {
    const { files, app, programs, signer, signal } = this.#request;
    const content = contentOf(files, bundle.executable);
    if (!content) return;
    const { code, isCode, issues } = await openCode(content);
    this.#refuse(bundle.executable, issues);
    if (!isCode && bundle.kind === 'bundle') {
      // A folder of resources whose executable is a script: it has no seal of its own.
      const hashes = await hashContent(content, signal);
      if (hashes) this.#hashes.set(bundle.executable, hashes);
      return;
    }
    if (!isCode) this.#refuse(bundle.executable, [createIssue('macho-not-an-executable', {})]);
    if (!code) return;
    const program = bundle.isProgram ? (programs.get(bundle.path) ?? {}) : {};
    if (program.profile) this.#write(`${bundle.path}/${profileName}`, program.profile);
    const hasBoth = code.slices.some(({ file }) => hashTypesFor(file.buildVersion).length > 1);
    const codeResources = encodeCodeResources(this.#resourcesOf(bundle), hasBoth);
    this.#write(`${bundle.path}/_CodeSignature/CodeResources`, codeResources);
    const name = bundle.executable.slice(bundle.executable.lastIndexOf('/') + 1);
    const result = await signCode({
      content,
      code,
      identifier: bundle.identifier ?? identifierOfFile(name),
      signer,
      infoPlist: bundle.infoBytes,
      codeResources,
      entitlements: program.entitlements,
      wantsFileHashes: bundle !== app,
      signal,
    });
    this.#take(bundle.executable, result);
    this.#done(content);
  }

  #resourcesOf(bundle: AppBundle): readonly BundleResource[] {
    const { files } = this.#request;
    const executable = pathInside(bundle, bundle.executable);
    const prefix = `${bundle.path}/`;
    const added = [...this.files.keys()].filter((path) => path.startsWith(prefix) && !files.has(path));
    const resources: BundleResource[] = [];
    for (const path of [...bundle.paths, ...added]) {
      const inside = pathInside(bundle, path);
      if (this.removed.has(path) || isNeverListed(inside, executable)) continue;
      const entry = files.get(path);
      const hashes = this.#hashes.get(path);
      // A link that was written over is a file now.
      if (entry?.kind === 'link' && !this.files.has(path)) resources.push({ path: inside, symlink: entry.target });
      else if (hashes) resources.push({ path: inside, sha1: hashes.sha1, sha256: hashes.sha256 });
    }
    return resources;
  }
}

function contentOf(files: AppFiles, path: string): FileContent | undefined {
  const entry = files.get(path);
  return entry?.kind === 'file' ? entry.content : undefined;
}

/** The files with some of them replaced, or new. */
export function withEdits(files: AppFiles, edits: ReadonlyMap<string, Bytes>): AppFiles {
  const edited = new Map(files);
  for (const [path, bytes] of edits) edited.set(path, { kind: 'file', content: contentOfSource(bytesSource(bytes)) });
  return edited;
}
