/** Fuzz target: files of other tools that settings are taken from, each text given to every reader. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { importReaders } from '../../src/core/settings/import/importReaders.ts';
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
  run: (bytes) => {
    const text = fromUtf8(bytes);
    for (const reader of importReaders) {
      const { values, secrets } = reader.read(text, 'a/b');
      for (const { removal } of secrets) {
        if (removal.offset < 0 || removal.length < 0 || removal.offset + removal.length > text.length)
          throw new Error('a removal leads out of the text');
      }
      for (const { path } of values) if (path.length > 2) throw new Error('a value has no place in the settings');
    }
  },
};
