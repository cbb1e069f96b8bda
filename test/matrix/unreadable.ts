/** Files of which one is there and cannot be read. */

import { Failure } from '../../src/core/base/failure.ts';
import { type MemoryFiles } from '../support/memoryFiles.ts';

/** `name` is the end of its path. */
export function unreadable(files: MemoryFiles, name: string): MemoryFiles {
  const read = files.readFile.bind(files);
  files.readFile = async (path, options) => {
    if (path.endsWith(name)) throw Failure.of('file-unreadable', { path, reason: 'permission is denied' });
    return read(path, options);
  };
  return files;
}
