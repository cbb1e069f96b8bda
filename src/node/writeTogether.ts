/** Writes several files so that all of them appear or none: each is complete on the disk before the first one takes its place. */

import { type FileToWrite } from '../core/ports/fileSystem.ts';
import { NodeNewFile } from './nodeNewFile.ts';

export async function writeTogether(files: readonly FileToWrite[]): Promise<void> {
  const written: NodeNewFile[] = [];
  try {
    for (const { path, bytes, ...options } of files) {
      const file = await NodeNewFile.create(path, { ...options, isDurable: true });
      written.push(file);
      await file.write(bytes);
    }
    const [first, ...others] = written;
    await first?.commit(...others);
  } finally {
    for (const file of written) await file.discard();
  }
}
