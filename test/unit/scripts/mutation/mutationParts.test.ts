import { deepStrictEqual, notDeepStrictEqual, match, ok } from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { chooseParts, sampleOf } from '../../../../scripts/mutation/mutationParts.ts';
import { mutationRooms } from '../../../../scripts/mutation/mutationRooms.ts';

const filesOf = (wanted: string) => chooseParts(wanted)?.parts.flatMap(({ files }) => files) ?? [];

describe('the parts of a mutation run', () => {
  for (const { name, folders, tests } of mutationRooms)
    it(`are all folders of ${name}, each once`, () => {
      const files = folders.flatMap((folder) => globSync(`src/${folder}/**/*.ts`).map((path) => path.replaceAll('\\', '/')));
      deepStrictEqual(filesOf(name).toSorted(), files.toSorted());
      const parts = chooseParts(name)?.parts ?? [];
      for (const { files: inPart } of parts) deepStrictEqual(new Set(inPart.map((file) => dirname(file))).size, 1);
      deepStrictEqual(new Set(parts.map((part) => part.name)).size, parts.length);
      // A folder or a glob that was renamed would leave nothing to try, or nothing to notice it.
      for (const folder of folders) ok(filesOf(folder).length > 0, folder);
      for (const glob of tests) ok(globSync(glob).length > 0, glob);
    });

  it('can be one folder or one file', () => {
    ok(filesOf('core/signing/jar').every((file) => file.startsWith('src/core/signing/jar/')));
    deepStrictEqual(filesOf('src/core/workflow/createPackage.ts'), ['src/core/workflow/createPackage.ts']);
    deepStrictEqual(chooseParts('core/sign'), undefined);
    deepStrictEqual(chooseParts('core/nothing'), undefined);
  });

  it('can be a sample, which touches every file and is the same each time', () => {
    const lengths: Readonly<Record<string, number>> = { 'a.ts': 7, 'b.ts': 95, 'c.ts': 400 };
    const sample = (seed = ''): readonly string[] => sampleOf(Object.keys(lengths), { oneIn: 20, seed }, (path) => lengths[path] ?? 0);
    const files = sample();
    deepStrictEqual(new Set(files.map((each) => each.split(':')[0])), new Set(Object.keys(lengths)));
    deepStrictEqual(files[0], 'a.ts:1-10');
    deepStrictEqual(files.filter((each) => each.startsWith('c.ts')).length, 2);
    for (const each of files) match(each, /^[abc]\.ts:\d*1-\d*0$/);
    deepStrictEqual(sample(), files);
    notDeepStrictEqual(sample('another'), files);
    deepStrictEqual(sample('another'), sample('another'));
  });
});
