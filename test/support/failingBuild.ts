/** Gives a web app a build of its own that fails as Gradle does where there is no Android SDK. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const log = [
  '> Configure project :app',
  'FAILURE: Build failed with an exception.',
  '* What went wrong:',
  "Could not determine the dependencies of task ':app:compileDebugJavaWithJavac'.",
  '> SDK location not found. Define a valid SDK location with an ANDROID_HOME environment variable.',
];

export function failingBuild(folder: string): void {
  writeFileSync(join(folder, 'build.cjs'), `for (const line of ${JSON.stringify(log)}) console.log(line);\nprocess.exitCode = 1;\n`);
  const settings = join(folder, 'mobile-distribution.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('"webDir": "www"', '"webDir": "www", "build": ["node", "build.cjs"]'));
}
