/** From 5 MB of web files to a signed, verified and recorded APK: the main job. */

import { type BenchCase } from './support/benchCase.ts';
import { benchCreation } from './support/benchCreation.ts';
import { benchKey } from './support/benchFolder.ts';

export const bench: BenchCase = {
  title: 'Web engine: 5 MB of web files to a signed APK',
  run: async () => {
    const { path, alias, password } = await benchKey();
    return await benchCreation({
      platform: 'android',
      overrides: { buildType: 'release', keystore: path, keyAlias: alias },
      password,
      options: ['--build-type', 'release', '--keystore', path, '--alias', alias, '--keystore-password', 'env:BENCH_PASSWORD'],
      limits: { warm: 250, whole: 700 },
    });
  },
};
