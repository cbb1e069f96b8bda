import { deepStrictEqual } from 'node:assert/strict';
import { removeLeftovers } from '../../../../src/core/workflow/removeLeftovers.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

describe('removeLeftovers', () => {
  it('removes what a killed process was writing, and nothing else', async () => {
    const kept = [
      '/p/hello-1.0.0-1-release.apk',
      '/p/.hello.apk',
      '/p/.hello.apk.0123456789ab.tmp/inside',
      '/p/hello.apk.0123456789ab.tmp',
      '/p/.hello.apk.0123456789a.tmp',
      '/p/.hello.apk.0123456789abc.tmp',
      '/p/.hello.apk.0123456789AB.tmp',
      '/p/.hello.apk.0123456789ab.tmp.txt',
      '/p/.hello.txt.0123456789ab.tmp',
      '/other/.hello.apk.0123456789ab.tmp',
    ];
    const removed = ['/p/.hello.aab.0123456789ab.tmp', '/p/.unsigned-hello.apk.fedcba987654.tmp', '/p/.hello.ipa.0123456789ab.tmp'];
    const files = new MemoryFiles(Object.fromEntries([...kept, ...removed].map((path) => [path, ''])));
    await removeLeftovers(workflowWorld(files), '/p');
    deepStrictEqual(files.paths().toSorted(), kept.toSorted());
  });
});
