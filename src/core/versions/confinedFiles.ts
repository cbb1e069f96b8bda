/**
 * A file system that writes nothing through a link which leaves a folder. A delivered app may have its product folder, its ledger or any
 * other file of the product as a link to someone's `.bashrc`; reading follows links as before.
 */

import { type FileSystem } from '../ports/fileSystem.ts';

export function confinedTo(files: FileSystem, folder: string): FileSystem {
  const within = { within: folder };
  return {
    stat: (path) => files.stat(path),
    realPath: (path) => files.realPath(path),
    readLink: (path) => files.readLink(path),
    readFile: (path, options) => files.readFile(path, options),
    readDirectory: (path) => files.readDirectory(path),
    openFile: (path, options) => files.openFile(path, options),
    writeFile: (path, bytes, options) => files.writeFile(path, bytes, { ...options, ...within }),
    writeFiles: (written) => files.writeFiles(written.map((file) => ({ ...file, ...within }))),
    createFile: (path, options) => files.createFile(path, { ...options, ...within }),
    appendFile: (path, bytes) => files.appendFile(path, bytes, within),
    copyFile: (from, to) => files.copyFile(from, to),
    remove: (path) => files.remove(path, within),
  };
}
