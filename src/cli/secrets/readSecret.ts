/** Reads a secret from where an option says it is: `env:NAME`, or `file:PATH`: of a password the first line, of a key the whole file. */

import { fromUtf8 } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { Secret } from '../../core/base/secret.ts';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { fileOf, variableOf } from './secretReference.ts';

export interface SecretWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ctrl+C. */
  readonly signal: AbortSignal;
}

const largestSecretFile = 64 * 1024;

export async function readSecret(world: SecretWorld, option: string, reference: string): Promise<Secret> {
  const secret = await readKey(world, option, reference);
  if (variableOf(reference) !== undefined) return secret;
  const [line = ''] = secret.reveal().split('\n', 1);
  return new Secret(line.replace(/^\uFEFF/, '').replace(/\r$/, ''));
}

/** A key that is a file of several lines. */
export async function readKey(world: SecretWorld, option: string, reference: string): Promise<Secret> {
  const name = variableOf(reference);
  if (name !== undefined) {
    const value = world.environment[name];
    if (value === undefined) throw Failure.of('secret-not-set', { name, option });
    return new Secret(value);
  }
  const path = world.paths.resolve(world.workingFolder, fileOf(reference) ?? reference);
  return new Secret(fromUtf8(await world.files.readFile(path, { maxBytes: largestSecretFile, mayBePipe: { signal: world.signal } })));
}
