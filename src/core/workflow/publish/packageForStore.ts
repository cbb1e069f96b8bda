/** What publishing begins with, whatever the store: the notes, the address, and the package, described in one pass over its bytes. */

import { fromUtf8 } from '../../base/bytes.ts';
import { issueInFile, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type ProgressReporter } from '../../base/progress.ts';
import { withoutEnd } from '../../base/withoutEnd.ts';
import { describePackage, type DescribeRequest, type PackageDescription } from '../../packages/describePackage.ts';
import { type Clock } from '../../ports/clock.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { type FileSystem, type OpenFile } from '../../ports/fileSystem.ts';

interface OpeningWorld {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly digester: ContentDigester;
}

interface PackageToPublish {
  /** Absolute. */
  readonly path: string;
  readonly report?: ProgressReporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PackageForStore {
  readonly source: OpenFile;
  readonly description: PackageDescription;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Those of the description, with the file they are about. */
  readonly issues: readonly Issue[];
}

const largestNotes = 1024 * 1024;

/** Empty without a file. */
export async function readNotesFile(files: Pick<FileSystem, 'readFile'>, path: string | undefined): Promise<string> {
  return path === undefined ? '' : fromUtf8(await files.readFile(path, { maxBytes: largestNotes }));
}

/** The store's own unless another one is given; never with a slash at its end. */
export function endpointOf(given: string | undefined, usual: string): string {
  return withoutEnd(given ?? usual, '/');
}

/** The package is open as long as `publish` runs. */
export async function withPackageForStore<Result>(
  world: OpeningWorld,
  { path, report, signal }: PackageToPublish,
  checks: Pick<DescribeRequest, 'trusted' | 'audience' | 'verify' | 'seal'>,
  publish: (opened: PackageForStore) => Promise<Result>,
): Promise<Result> {
  const source = await world.files.openFile(path);
  try {
    report?.({ step: 'checking', fraction: 0 });
    const request = { ...checks, now: world.clock.now(), hash: world.digester, ...present('signal', signal) };
    const description = await describePackage(source, request);
    const { sha256 } = description;
    if (sha256 === undefined) throw new TypeError('a description that was asked for a digest has none');
    return await publish({ source, description, sha256, issues: description.issues.map((issue) => issueInFile(issue, path)) });
  } finally {
    await source.close();
  }
}
