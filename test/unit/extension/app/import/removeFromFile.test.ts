import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { readImportFiles } from '../../../../../src/core/settings/import/proposeImport.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { removeFromFiles, restoreFiles } from '../../../../../src/extension/app/import/removeFromFile.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const path = '/work/android/key.properties';
const text = '# mine\nstorePassword=one\nkeyPassword=two\nkeyAlias=upload\nstoreFile=upload.jks\n';

describe('passwords in files of other tools', () => {
  let files: MemoryFiles;

  const read = (): string => new TextDecoder().decode(files.content.get(path)?.bytes);
  const write = (changed: string): unknown => files.content.set(path, { bytes: new TextEncoder().encode(changed) });
  const edit = async (edited: string, change: (before: string) => string): Promise<void> => {
    strictEqual(edited, path);
    write(change(read()));
  };

  async function remove(keys: readonly string[]): ReturnType<typeof removeFromFiles> {
    const imported = await readImportFiles(new ProjectFolder(files, posixPaths, '/work'));
    const secrets = imported.flatMap(({ secrets: each }) => each).filter(({ key }) => keys.includes(key));
    strictEqual(secrets.length, keys.length);
    return await removeFromFiles({ paths: posixPaths }, '/work', secrets, edit);
  }

  beforeEach(() => {
    files = new MemoryFiles({ '/work/android/key.properties': text });
  });

  it('are removed alone, and put back by undo', async () => {
    const removals = await remove(['storePassword', 'keyPassword']);
    strictEqual(read(), '# mine\nkeyAlias=upload\nstoreFile=upload.jks\n');
    deepStrictEqual(await restoreFiles(removals, edit), []);
    strictEqual(read(), text);
    // A second press changes nothing more.
    deepStrictEqual(await restoreFiles(removals, edit), []);
    strictEqual(read(), text);
  });

  it('are not put back over what was changed since, and that is reported', async () => {
    const removals = await remove(['keyPassword']);
    const changed = read().replace('upload.jks', 'other.jks');
    write(changed);
    deepStrictEqual(await restoreFiles(removals, edit), [path]);
    strictEqual(read(), changed);
  });
});
