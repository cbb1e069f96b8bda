import { strictEqual } from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { fromUtf8 } from '../../../src/core/base/bytes.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { NodeProductFiles } from '../../../src/node/nodeProductFiles.ts';
import { rejectsWith } from './support/rejectsWith.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

describe('NodeProductFiles', () => {
  const at = useTemporaryFolder();

  it('reads from the folder it is given', async () => {
    const product = new NodeProductFiles(at('media'), new NodeFileSystem());
    await rejectsWith('file-not-found', product.read('android-shell/classes.dex'));
    await mkdir(at('media', 'android-shell'), { recursive: true });
    await writeFile(at('media', 'android-shell', 'classes.dex'), 'dex');
    strictEqual(fromUtf8(await product.read('android-shell/classes.dex')), 'dex');
  });
});
