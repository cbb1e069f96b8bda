/**
 * Checks the seal of an app and of everything inside it, from the inside out: the code of each bundle and loose code, then the list of
 * sealed files. Each file is hashed in one pass, however many bundles lie around it.
 */

import { isCancelled } from '../../../base/cancellation.ts';
import { type Bytes } from '../../../base/bytes.ts';
import { isFailure } from '../../../base/failure.ts';
import { type Issue } from '../../../base/issue.ts';
import { runConcurrently } from '../../../base/runConcurrently.ts';
import { ZipContentError } from '../../../formats/zip/zipContentError.ts';
import { parseCodeResources } from '../../../formats/code-resources/codeResources.ts';
import { readDocument, type AppFiles } from '../bundle/appFiles.ts';
import { brokenPrograms } from '../bundle/brokenBundle.ts';
import { bundlesInsideOut, findBundle, type AppBundle } from '../bundle/bundleTree.ts';
import { beginsAsCode } from '../code/openCode.ts';
import { hashContent, type FileContent, type FileHashes } from '../fileContent.ts';
import { SealFindings, type SealFinding } from './sealFindings.ts';
import { type CodeDemands } from './sliceContext.ts';
import { verifyCode, type VerifiedCode } from './verifyCode.ts';
import { verifyResources } from './verifyResources.ts';

export interface VerifiedBundle {
  readonly bundle: AppBundle;
  readonly code: VerifiedCode;
}

export interface VerifiedSeal {
  /** Children first, the app last; empty when there is no app. */
  readonly bundles: readonly VerifiedBundle[];
  /** Code that is not a bundle's executable. */
  readonly looseCode: readonly { readonly path: string; readonly code: VerifiedCode }[];
  readonly findings: readonly SealFinding[];
}

export interface VerifyBundleOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes that were read, of all. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

const filesAtOnce = 4;

export async function verifyBundle(files: AppFiles, root: string, options: VerifyBundleOptions = {}): Promise<VerifiedSeal> {
  const app = await findBundle(files, root);
  const findings = new SealFindings();
  if (!app) {
    findings.add('seal-app-missing', { app: root, reason: 'it has no Info.plist that names an executable' }, root);
    const info = files.get(`${root}/Info.plist`);
    if (info?.kind === 'file')
      await reading(findings, `${root}/Info.plist`, async () => void (await hashContent(info.content, options.signal)));
    return { bundles: [], looseCode: [], findings: findings.list };
  }
  const verifier = new BundleVerifier(files, app, findings, options);
  await verifier.hashFiles();
  for (const { path, issue } of await brokenPrograms(files, app))
    findings.add('seal-app-missing', { app: path, reason: issue.message }, path);
  const bundles: VerifiedBundle[] = [];
  for (const bundle of bundlesInsideOut(app)) bundles.push({ bundle, code: await verifier.verify(bundle) });
  return { bundles, looseCode: verifier.looseCode, findings: findings.list };
}

const nothing: VerifiedCode = { isCode: false, slices: [], cdHashes: [], sha1: new Uint8Array(0), sha256: new Uint8Array(0) };

class BundleVerifier {
  readonly #files: AppFiles;
  readonly #app: AppBundle;
  readonly #findings: SealFindings;
  readonly #options: VerifyBundleOptions;
  readonly #hashes = new Map<string, FileHashes>();
  readonly #cdHashes = new Map<string, readonly Bytes[]>();
  readonly looseCode: { readonly path: string; readonly code: VerifiedCode }[] = [];
  readonly #totalBytes: number;
  #readBytes = 0;

  constructor(files: AppFiles, app: AppBundle, findings: SealFindings, options: VerifyBundleOptions) {
    this.#files = files;
    this.#app = app;
    this.#findings = findings;
    this.#options = options;
    this.#totalBytes = app.paths.reduce((sum, path) => sum + this.#sizeOf(path), 0);
  }

  #sizeOf(path: string): number {
    const entry = this.#files.get(path);
    return entry?.kind === 'file' ? entry.content.size : 0;
  }

  #done(path: string): void {
    this.#readBytes += this.#sizeOf(path);
    this.#options.onProgress?.(this.#totalBytes === 0 ? 1 : this.#readBytes / this.#totalBytes);
  }

  /** All files but the executables of bundles, which are checked with their bundle; loose code is checked on the way. */
  async hashFiles(): Promise<void> {
    const executables = new Set(bundlesInsideOut(this.#app).map(({ executable }) => executable));
    const paths = this.#app.paths.filter((path) => !executables.has(path));
    await runConcurrently(paths, filesAtOnce, async (path) => {
      const entry = this.#files.get(path);
      if (entry?.kind !== 'file') return;
      await reading(this.#findings, path, async () => {
        const hashed = await hashContent(entry.content, this.#options.signal, beginsAsCode);
        this.#hashes.set(path, hashed ?? (await this.#verifyLoose(path, entry.content)));
      });
      this.#done(path);
    });
    // Concurrency must not show in the order.
    this.looseCode.sort((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
  }

  async #verifyLoose(path: string, content: FileContent): Promise<VerifiedCode> {
    const demands: CodeDemands = { file: path, wantsFileHashes: true, signal: this.#options.signal };
    const code = await verifyCode(content, demands, this.#findings);
    if (code.isCode) {
      this.looseCode.push({ path, code });
      this.#cdHashes.set(path, code.cdHashes);
    }
    return code;
  }

  async verify(bundle: AppBundle): Promise<VerifiedCode> {
    const listFile = `${bundle.path}/_CodeSignature/CodeResources`;
    let code = nothing;
    await reading(this.#findings, listFile, async () => {
      const codeResources = await readDocument(this.#files, listFile);
      code = await this.#verifyExecutable(bundle, codeResources);
      this.#cdHashes.set(bundle.path, code.cdHashes);
      // Unsigned code has no list either; one finding is enough.
      if (codeResources) this.#verifyList(bundle, codeResources, listFile);
      else if (code.slices.length > 0 && !this.#files.has(listFile))
        this.#findings.add('seal-list-missing', { bundle: bundle.path }, bundle.path, listSlot);
    });
    return code;
  }

  async #verifyExecutable(bundle: AppBundle, codeResources: Bytes | undefined): Promise<VerifiedCode> {
    const entry = this.#files.get(bundle.executable);
    if (entry?.kind !== 'file') return nothing;
    let code = nothing;
    await reading(this.#findings, bundle.executable, async () => {
      const { infoBytes: infoPlist, identifier } = bundle;
      const demands: CodeDemands = {
        file: bundle.executable,
        bundle: { infoPlist, codeResources, identifier },
        // The seal of the bundle around it lists the whole file.
        wantsFileHashes: bundle !== this.#app,
        signal: this.#options.signal,
      };
      code = await verifyCode(entry.content, demands, this.#findings);
      if (bundle !== this.#app) this.#hashes.set(bundle.executable, code);
      if (!code.isCode) this.#findings.add('macho-not-an-executable', {}, bundle.executable);
    });
    this.#done(bundle.executable);
    return code;
  }

  #verifyList(bundle: AppBundle, codeResources: Bytes, listFile: string): void {
    const list = parseCodeResources(codeResources);
    if ('problem' in list) this.#findings.add('seal-list-malformed', { reason: list.problem }, listFile, listSlot);
    else verifyResources({ bundle, files: this.#files, list, hashes: this.#hashes, cdHashes: this.#cdHashes, findings: this.#findings });
  }
}

/** What cannot be read is a finding like any other. */
async function reading(findings: SealFindings, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancelled(error)) throw error;
    findings.addIssue(unreadableIssue(error), path);
  }
}

const listSlot = -3;
/** The issue behind an entry of an archive that is damaged; anything else is thrown on. */
function unreadableIssue(error: unknown): Issue {
  if (error instanceof ZipContentError) return error.issue;
  const [issue] = isFailure(error) ? error.issues : [];
  if (issue) return issue;
  throw error;
}
