import { deepStrictEqual } from 'node:assert/strict';
import { openApp } from '../../../../../src/core/workflow/openApp.ts';
import { findNearbyFiles } from '../../../../../src/extension/app/fixes/nearbyFiles.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

describe('folders that are offered for the web files', () => {
  it('begin with the one that the build tool writes, also before it is there', async () => {
    const files = new MemoryFiles({
      '/app/mobile-distribution.json': '{ "web": { "webDir": "dist" } }',
      '/app/angular.json': '{"projects":{"shop":{"architect":{"build":{"builder":"@angular/build:application","options":{}}}}}}',
      '/app/public/index.html': '',
    });
    const app = await openApp({ files, paths: posixPaths }, '/app');
    deepStrictEqual((await findNearbyFiles(files, posixPaths, app)).webFolders, ['dist/shop/browser', 'public']);
  });
});
