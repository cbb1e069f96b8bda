/** React Native: depends on `react-native` and has a native project. */

import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector } from '../projectFacts.ts';
import { readJson, textAt } from '../projectText.ts';
import { readGradleIdentifier } from './gradleFile.ts';
import { findXcodeProject } from './nativeDetectors.ts';
import { readXcodeIdentifier } from './xcodeProject.ts';

export const reactNativeDetector: ProjectDetector = {
  engine: 'react-native',
  detect: async (folder) => {
    const packageJson = await readPackageJson(folder);
    if (!packageJson.dependsOn('react-native')) return undefined;
    if (!(await folder.hasFolder('android')) && !(await folder.hasFolder('ios'))) return undefined;
    const name = textAt(readJson(await folder.text('app.json')), { kind: 'project', file: 'app.json' }, 'displayName') ?? packageJson.name;
    const appIdentifier = await readGradleIdentifier(folder, 'android', 'app');
    const project = await findXcodeProject(folder, 'ios');
    const iosAppIdentifier = project && (await readXcodeIdentifier(folder, 'ios', project));
    return {
      engine: 'react-native',
      framework: 'React Native',
      ...(name && { name }),
      ...(packageJson.version && { version: packageJson.version }),
      ...(appIdentifier && { appIdentifier }),
      ...(iosAppIdentifier && { iosAppIdentifier }),
    };
  },
};
