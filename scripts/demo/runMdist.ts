/** Runs the built command line as a user would, and reads the one document it prints. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../steps/projectRoot.ts';

export interface PrintedIssue {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

/** What `mdist package create --json` prints, as far as the demo shows it. */
export interface CreatedDocument {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly name: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: number;
  readonly buildType: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly signerSha256?: string;
  readonly issues: readonly PrintedIssue[];
}

/** What `mdist release create --json` prints, as far as the demo shows it. */
export interface ReleasedDocument {
  readonly id: number;
  readonly version: string;
  readonly shortVersion: string;
  readonly installUrl: string;
}

export interface VerifiedDocument {
  readonly verified: boolean;
  /** Of iOS packages: whether hashes, seals and signatures agree. */
  readonly sealed?: boolean;
  readonly schemes?: Readonly<Record<string, boolean>>;
  readonly signers: readonly { readonly sha256: string; readonly subject: string }[];
  readonly issues: readonly PrintedIssue[];
}

export async function runMdist<Document>(args: readonly string[], secrets: Readonly<Record<string, string>> = {}): Promise<Document> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'mdist.cjs'), ...args, '--json'], {
    env: { ...process.env, ...secrets },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, complaints, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (exitCode !== 0) throw new Error(`mdist ${args.slice(0, 2).join(' ')} ended with ${exitCode}\n${output}${complaints}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own command's document, whose form its tests hold
  return JSON.parse(output) as Document;
}
