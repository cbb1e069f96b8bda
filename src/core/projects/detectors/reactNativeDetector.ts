/** React Native: depends on `react-native` and has a native project. Everything about the app is in the native projects. */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { readAndroidModule } from '../android/androidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector } from '../projectFacts.ts';
import { openProjectFile } from '../projectFile.ts';
import { literalFact } from './capacitorDetector.ts';

export const reactNativeDetector: ProjectDetector = {
  engine: 'react-native',
  detect: async (folder) => {
    const packageJson = await readPackageJson(folder);
    if (!packageJson.dependsOn('react-native')) return undefined;
    const hasAndroid = await folder.hasFolder('android');
    const hasIos = await folder.hasFolder('ios');
    if (!hasAndroid && !hasIos) return undefined;
    const config = await openProjectFile(folder, 'app.json');
    const name = (config && literalFact(config, new LiteralObject(config.text).at('displayName'))) ?? packageJson.name;
    const android = hasAndroid ? await readAndroidModule(folder, { root: ['android'], module: ['android', 'app'] }) : undefined;
    const ios = hasIos ? await readIosProject(folder, { directory: ['ios'] }) : undefined;
    return {
      engine: 'react-native',
      framework: 'React Native',
      ...(name && { name }),
      ...(hasAndroid && { android: android ?? {} }),
      ...(hasIos && ios?.facts !== 'none' && { ios: ios?.facts ?? {} }),
    };
  },
};
