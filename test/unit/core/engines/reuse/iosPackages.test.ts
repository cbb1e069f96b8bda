import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { type CreatePackageRequest } from '../../../../../src/core/workflow/createPackage.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';
import { createIosPackage, iosApp } from '../../../../support/iosWorkflow.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packedEntries, refusalOf, reuseEngines } from '../../../../support/reuseWorkflow.ts';

let seed = 500;
const create = (files: MemoryFiles, request: Partial<CreatePackageRequest> = {}) =>
  createIosPackage(files, request, { engines: reuseEngines(files), random: countingRandom(seed++) });

describe('engine reuse, packages for iOS', () => {
  it('makes the package that a full build makes', async () => {
    const files = await iosApp({ '/app/www/index.html': '<!doctype html><title>Hello</title>', '/app/www/old.js': 'old();' });
    const first = await create(files);
    await files.remove('/app/www/old.js');
    await files.writeFile('/app/www/new.js', utf8('new();'.repeat(50)));
    const made = await create(files, { overrides: { engine: 'reuse', version: '2.0.0', versionCode: 5 } });
    strictEqual(made.record.parent, first.record.id);
    deepStrictEqual([made.record.version, made.record.versionCode, made.record.format], ['2.0.0', 5, 'ipa']);
    const ordinary = await create(files, { overrides: { version: '2.0.0', versionCode: 6 } });
    const [mine, theirs] = [await packedEntries(await files.readFile(made.path)), await packedEntries(await files.readFile(ordinary.path))];
    deepStrictEqual([...mine.keys()].toSorted(), [...theirs.keys()].toSorted());
    for (const [name, entry] of theirs) {
      // The executable is signed again each time, and Info.plist has the version code.
      if (!/\/App$|Info\.plist$/.test(name)) deepStrictEqual(mine.get(name), entry, name);
    }
  });

  it('is refused when the settings of the native side change', async () => {
    const files = await iosApp();
    await create(files);
    const text = '{ "name": "Hello", "web": { "webDir": "www", "themeColor": "#ff0000" },';
    const settings = new TextDecoder().decode(await files.readFile('/app/mobile-distribution.json'));
    await files.writeFile('/app/mobile-distribution.json', utf8(settings.replace('{"name":"Hello","web":{"webDir":"www"},', text)));
    const [issue] = await refusalOf(create(files, { overrides: { engine: 'reuse' } }));
    strictEqual(issue?.code, 'reuse-native-changed');
  });
});
