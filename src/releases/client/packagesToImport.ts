/**
 * What a folder has to import: packages of every kind that a release server takes, and what App Center's API said of them, as people saved it before it
 * was shut down. Such JSON may have any name and contain one release or a list of them; it belongs to the package with its fingerprint (MD5), or to
 * the only package of its folder. What has no description is a release with the versions in its package or its name.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';
import { readFailure } from '../../node/fileFailure.ts';
import { packageKindOf } from '../model/releaseKinds.ts';

export interface PackageToImport {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** App Center's number. */
  readonly number: number | null;
  readonly version: string | undefined;
  readonly shortVersion: string | undefined;
  readonly notes: string | undefined;
  readonly isEnabled: boolean;
  readonly uploadedAt: string | null;
  readonly groups: readonly { readonly name: string; readonly isMandatory: boolean }[];
  readonly testers: readonly string[];
  readonly build:
    | { readonly branch?: string | undefined; readonly commit?: string | undefined; readonly message?: string | undefined }
    | undefined;
}

const deepest = 10;
const mostFiles = 100_000;
const largestDescription = 64 * 1024 * 1024;

const text = z.optional(z.nullable(z.string()));
const destination = z.object({
  name: text,
  email: text,
  destination_type: text,
  type: text,
  mandatory_update: z.optional(z.nullable(z.boolean())),
});
/** App Center's release, in a list or alone (`appcenter.swagger.json`: BasicReleaseDetailsResponse, ReleaseDetailsResponse). */
const describedRelease = z.object({
  id: z.int(),
  short_version: z.string(),
  version: text,
  release_notes: text,
  enabled: z.optional(z.nullable(z.boolean())),
  uploaded_at: text,
  fingerprint: text,
  mandatory_update: z.optional(z.nullable(z.boolean())),
  distribution_groups: z.optional(z.nullable(z.array(destination))),
  destinations: z.optional(z.nullable(z.array(destination))),
  build: z.optional(z.nullable(z.object({ branch_name: text, commit_hash: text, commit_message: text }))),
});
type Described = z.output<typeof describedRelease>;

interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedAtMs: number;
}

/** In the order in which they are released: by App Center's numbers, then by time. Fails with `file-unreadable` or `file-not-found`. */
export async function findPackagesToImport(folder: string): Promise<readonly PackageToImport[]> {
  const files = await listFiles(folder);
  const packages = files.filter(({ path }) => packageKindOf(basename(path)) !== undefined);
  const folders = new Map<string, { packages: number; readonly releases: Described[] }>();
  for (const { path, sizeBytes } of files) {
    const beside = folders.get(dirname(path)) ?? { packages: 0, releases: [] };
    folders.set(dirname(path), beside);
    if (packageKindOf(basename(path)) !== undefined) beside.packages += 1;
    // One after the other: a folder may have more files than a process may open.
    else if (path.toLowerCase().endsWith('.json') && sizeBytes <= largestDescription)
      for (const release of await readDescriptions(path)) beside.releases.push(release);
  }
  const byFingerprint = new Map<string, Described>();
  // Of a release that is in a list and alone, the one that says more counts.
  for (const release of [...folders.values()].flatMap(({ releases }) => releases))
    if (typeof release.fingerprint === 'string') byFingerprint.set(release.fingerprint.toLowerCase(), release);
  const found: { readonly file: FoundFile; readonly described: Described | undefined }[] = [];
  for (const file of packages) {
    const { packages: neighbors, releases } = folders.get(dirname(file.path)) ?? { packages: 0, releases: [] };
    const alone = neighbors === 1 && new Set(releases.map(({ id }) => id)).size === 1 ? releases.at(-1) : undefined;
    const matching = byFingerprint.size > 0 ? byFingerprint.get(await md5Of(file.path)) : undefined;
    found.push({ file, described: matching ?? (alone?.fingerprint === undefined || alone.fingerprint === null ? alone : undefined) });
  }
  return found
    .toSorted(
      (a, b) =>
        (a.described?.id ?? Infinity) - (b.described?.id ?? Infinity) ||
        a.file.changedAtMs - b.file.changedAtMs ||
        (a.file.path < b.file.path ? -1 : 1),
    )
    .map(({ file, described }) => packageOf(file, described));
}

function packageOf({ path, sizeBytes }: FoundFile, described: Described | undefined): PackageToImport {
  const fileName = basename(path);
  const named = described === undefined && packageKindOf(fileName)?.asksFor !== 'nothing' ? versionInName(fileName) : undefined;
  const all = [...(described?.distribution_groups ?? []), ...(described?.destinations ?? [])];
  const groups = new Map<string, boolean>();
  const testers = new Set<string>();
  for (const each of all) {
    const kind = each.destination_type ?? each.type ?? 'group';
    const name = each.name ?? '';
    if (kind === 'group' && name !== '')
      groups.set(name, groups.get(name) === true || (each.mandatory_update ?? described?.mandatory_update) === true);
    if (kind === 'tester') testers.add(each.email ?? name);
  }
  const { branch_name: branch, commit_hash: commit, commit_message: message } = described?.build ?? {};
  return {
    path,
    fileName,
    sizeBytes,
    number: described?.id ?? null,
    version: described?.version ?? named,
    shortVersion: described?.short_version ?? named,
    notes: described?.release_notes ?? undefined,
    isEnabled: described?.enabled ?? true,
    uploadedAt: described?.uploaded_at ?? null,
    groups: [...groups].map(([name, isMandatory]) => ({ name, isMandatory })),
    testers: [...testers].filter((email) => email !== ''),
    build: described?.build ? { branch: branch ?? undefined, commit: commit ?? undefined, message: message ?? undefined } : undefined,
  };
}

/** `hello-1.4.0.zip` */
function versionInName(fileName: string): string | undefined {
  return /(?:^|[^\d.])(\d+(?:\.\d+){1,3})(?!\.?\d)/.exec(fileName)?.[1];
}

/** Links are not followed. */
async function listFiles(folder: string, depth = 0, found: FoundFile[] = []): Promise<readonly FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw readFailure(error, folder);
  });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (found.length >= mostFiles) break;
    // macOS has apps that are folders; App Center took them as .app.zip.
    if (entry.isDirectory() && depth < deepest && !entry.name.startsWith('.')) await listFiles(path, depth + 1, found);
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const { size, mtimeMs } = await stat(path);
    found.push({ path, sizeBytes: size, changedAtMs: mtimeMs });
  }
  return found;
}

/** Nothing for JSON that says something else. */
async function readDescriptions(path: string): Promise<readonly Described[]> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw readFailure(error, path);
  });
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  return [value].flat().flatMap((each) => {
    const result = z.safeParse(describedRelease, each);
    return result.success ? [result.data] : [];
  });
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash).catch((error: unknown) => {
    throw readFailure(error, path);
  });
  return hash.digest('hex');
}
