/** Fuzz target: small files by which a project chooses its tools: the Gradle wrapper, `local.properties`, lock files of pods, fvm. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { flutter } from '../../src/core/engines/flutter/flutter.ts';
import { openGradleProject } from '../../src/core/engines/gradle/gradleProject.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { openXcodeBuild } from '../../src/core/engines/xcode/xcodeProject.ts';
import { ProjectFolder } from '../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../support/memoryFiles.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const seeds = [
  'distributionBase=GRADLE_USER_HOME\ndistributionUrl=https\\://services.gradle.org/distributions/gradle-8.14.3-bin.zip\n# c\n! d\nzipStorePath : a\\\n  b\n',
  'sdk.dir=C\\:\\\\Users\\\\a\\\\Sdk\nflutter.sdk=/opt/flutter\ncmake.dir \\u0041\n',
  'PODS:\n  - Firebase/Core (10.0.0):\n    - Firebase/CoreOnly\nDEPENDENCIES:\n  - Firebase/Core\nSPEC CHECKSUMS:\n  Firebase: 0a1b\nPODFILE CHECKSUM: 2c3d\n\nCOCOAPODS: 1.16.2\n',
  '{ "flutter": "3.38.1", "flavors": { "beta": "stable" } }',
  '{ "flutterSdkVersion": "3.38.1@stable", "flavors": {} }',
];

export const target: FuzzTarget = {
  name: 'toolFiles',
  seeds: async () => seeds.map(utf8),
  run: async (bytes) => {
    const named = ['gradle/wrapper/gradle-wrapper.properties', 'local.properties', '.fvmrc', '.fvm/fvm_config.json'];
    const ofPods = ['ios/Podfile', 'ios/Podfile.lock', 'ios/Pods/Manifest.lock', 'ios/App.xcworkspace/contents.xcworkspacedata'];
    const files = new MemoryFiles(Object.fromEntries([...named, ...ofPods].map((name) => [`/app/${name}`, bytes])));
    // Fvm keeps an SDK for each version, so that the one that is asked for is compared.
    await files.writeFile('/home/ada/fvm/versions/3.38.1/version', bytes);
    await files.writeFile('/home/ada/fvm/versions/3.38.1/bin/flutter', bytes);
    const machine = { system: 'linux', homeFolder: '/home/ada', variable: () => undefined } as const;
    const ports = {
      files,
      paths: posixPaths,
      toolchains: new Toolchains({ files, paths: posixPaths, machine }),
      productFiles: { read: async () => new Uint8Array(0) },
      userFolder: '/home/ada/.config',
      makePrivateFolder: async () => undefined,
    };
    const folder = new ProjectFolder(files, posixPaths, '/app');
    const app = { appFolder: '/app', facts: { gradle: { root: [], folder: ['app'], path: ':app' } } };
    await openGradleProject(ports, app);
    await openXcodeBuild(folder, undefined);
    await flutter.version({ ports, app, platform: 'android', folder });
  },
};
