/** Settings files: reading never throws, and an edit gives a file that can be read, or a refusal. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { isFailure } from '../../src/core/base/failure.ts';
import { editSettings } from '../../src/core/settings/editSettings.ts';
import { inspectSettings } from '../../src/core/settings/inspectSettings.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const seeds = [
  '{}',
  '// a\n{ "name": "x", "version": "1.0.0", "web": { "webDir": "www", "permissions": ["camera"], "names": { "fr": "y" } },\n}',
  '{\r\n\t"android": { "appIdentifier": "com.acme.hello", "versionCode": 12 /* c */, "buildType": "release" },\r\n\t"ios": {}\r\n}\r\n',
];

export const target: FuzzTarget = {
  name: 'settings',
  seeds: async () => seeds.map((seed) => utf8(seed)),
  run: (bytes) => {
    const text = fromUtf8(bytes);
    inspectSettings(text);
    try {
      const edited = editSettings(text, [
        { path: ['android', 'versionCode'], value: 13 },
        { path: ['name'], value: undefined },
      ]);
      const { settings, issues } = inspectSettings(edited);
      const isWhole = !issues.some(({ code }) => code === 'settings-syntax');
      if (!isWhole || settings.android?.versionCode !== 13 || settings.name !== undefined)
        throw new Error(`the edit went wrong: ${edited}`);
    } catch (error) {
      if (!isFailure(error, 'settings-not-editable')) throw error;
    }
  },
};
