/** Fuzz target: files of other tools that settings are taken from, each text given to every reader, alone and in the place of all files at once. */

import { type Bytes, fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { isFailure } from '../../src/core/base/failure.ts';
import { contradictionsIn, withChosen } from '../../src/core/settings/import/contradictions.ts';
import { importReaders } from '../../src/core/settings/import/importReaders.ts';
import { proposeImport } from '../../src/core/settings/import/proposeImport.ts';
import { inspectSettings } from '../../src/core/settings/inspectSettings.ts';
import { ProjectFolder } from '../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../support/memoryFiles.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const seeds = [
  '{ "build": { "a": { "extends": "b", "env": { "TOKEN": "x" } }, "b": { "extends": "a", "distribution": "store" } } }',
  '{ "android": { "keystore": { "keystorePath": "a.jks", "keystorePassword": "x", "keyAlias": "u", "keyPassword": "y" } } }',
  "export default { appId: 'com.acme.a', android: { buildOptions: { keystorePath: `a`, keystorePassword: 'x\\u0041' } } };",
  '# c\nstorePassword=a\\\n  b\\u0041\nMYAPP_KEY_ALIAS : up\nstoreFile=..\\\\a.jks',
  '<?xml version="1.0"?><plist version="1.0"><dict><key>method</key><string>ad-hoc</string></dict></plist>',
  '<Project><ApplicationId>com.acme.a</ApplicationId><!-- x --><AndroidSigningKeyPass>x</AndroidSigningKeyPass></Project>',
];

export const target: FuzzTarget = {
  name: 'import',
  seeds: async () => seeds.map(utf8),
  run: async (bytes) => {
    const text = fromUtf8(bytes);
    for (const reader of importReaders) {
      const { values, secrets } = reader.read(text, 'a/b');
      for (const { removal } of secrets) {
        if (removal.offset < 0 || removal.length < 0 || removal.offset + removal.length > text.length)
          throw new Error('a removal leads out of the text');
      }
      for (const { path } of values) if (path.length > 2) throw new Error('a value has no place in the settings');
    }
    await propose(bytes);
  },
};

const all = importReaders.flatMap(({ files }) => files.map((name) => name.replace('*', 'A')));
const before = '{ "name": "A" }';

/** What is proposed must be settings that can be read, whatever the files say, and whichever of several values is chosen. */
async function propose(bytes: Bytes): Promise<void> {
  const mutants = Object.fromEntries(all.map((name) => [`/app/${name}`, bytes]));
  for (const beside of [{}, { '/app/credentials.json': seeds[1] ?? '' }]) {
    const folder = new ProjectFolder(new MemoryFiles({ ...mutants, ...beside }), posixPaths, '/app');
    // Settings may be anything as well; those that cannot be changed are refused.
    await proposeImport(folder, fromUtf8(bytes)).catch((error: unknown) => {
      if (!isFailure(error, 'settings-not-editable')) throw error;
    });
    const proposal = await proposeImport(folder, before);
    const others = contradictionsIn(proposal).flatMap((several) => several.at(-1) ?? []);
    const chosen = withChosen({ ...proposal, after: proposal.settings.after }, others);
    for (const text of [proposal.settings.after, chosen.after])
      if (inspectSettings(text).issues.some(({ code }) => code === 'settings-syntax'))
        throw new Error('the proposed settings are not JSON');
  }
}
