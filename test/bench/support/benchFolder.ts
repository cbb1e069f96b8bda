/** Where benches keep what takes long to make, git-ignored: packages of a size, and a key to sign with. */

import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKeystore } from '../../../src/core/assets/keystore/createKeystore.ts';
import { Secret } from '../../../src/core/base/secret.ts';
import { androidAlignment } from '../../../src/core/formats/zip/androidAlignment.ts';
import { ZipWriter } from '../../../src/core/formats/zip/zipWriter.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { systemRandom } from '../../../src/node/systemRandom.ts';
import { smallApkEntries } from '../../support/smallPackages.ts';
import { pseudoRandomBytes } from './pseudoRandom.ts';

export const benchFolder = fileURLToPath(new URL('../../../.cache/bench', import.meta.url));

const megabyte = 1024 * 1024;

/** An unsigned APK of about this size, most of it stored assets of 5 MB that no compressor makes smaller. */
export async function benchApk(megabytes: number): Promise<string> {
  const path = join(benchFolder, `unsigned-${megabytes}.apk`);
  if (existsSync(path)) return path;
  const file = await new NodeFileSystem().createFile(path);
  const writer = new ZipWriter(file, { alignment: androidAlignment });
  for (const { name, bytes, method = 'stored' } of smallApkEntries()) await writer.addEntry({ name, bytes, method });
  for (let index = 0; index * 5 < megabytes; index++) {
    const bytes = pseudoRandomBytes(5 * megabyte, index + 1);
    await writer.addEntry({ name: `assets/data/${index}.bin`, bytes, method: 'stored' });
  }
  await writer.finish();
  await file.commit();
  return path;
}

export interface BenchKey {
  readonly path: string;
  readonly alias: string;
  readonly password: string;
}

/** A keystore that signs nothing but benches; its password is not a secret. */
export async function benchKey(): Promise<BenchKey> {
  const [alias, password] = ['bench', 'bench-password'];
  const path = join(benchFolder, 'bench.p12');
  if (existsSync(path)) return { path, alias, password };
  const subject = [{ type: 'CN', value: 'Bench' }];
  const bytes = await createKeystore({ alias, password: new Secret(password), subject, clock: systemClock, random: systemRandom });
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
  return { path, alias, password };
}
