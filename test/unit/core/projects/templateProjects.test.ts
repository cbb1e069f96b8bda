/** Projects of templates, read: each value, and the file and line it is from. Those of generators that run here are in `test/engines`. */

import { strictEqual } from 'node:assert/strict';
import { commandLine } from '../../../support/commandLine.ts';
import { checkInspected, type ExpectedProject } from '../../../support/inspectedProjects.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { templateProjects } from '../../../support/templateProjects.ts';

const expected: Readonly<Record<keyof typeof templateProjects, ExpectedProject>> = {
  flutter: {
    engine: 'flutter',
    name: 'flutter_demo',
    platforms: [
      'android com.acme.flutter_demo 1.0.0 1 - - @mipmap/ic_launcher stagingDebug=com.acme.flutter_demo.staging,stagingRelease=com.acme.flutter_demo.staging,productionDebug,productionRelease android/app/build.gradle.kts:13 pubspec.yaml:4',
      'ios com.acme.flutterDemo 1.0.0 1 13.0 - AppIcon Runner ios/Runner.xcodeproj/project.pbxproj:95 pubspec.yaml:4',
    ],
  },
  maui: {
    engine: 'maui',
    name: 'MauiDemo',
    platforms: [
      'android com.acme.mauidemo 1.0 1 21 - Resources\\AppIcon\\appicon.svg - MauiDemo.csproj:19 MauiDemo.csproj:22',
      'ios com.acme.mauidemo 1.0 1 15.0 - Resources\\AppIcon\\appicon.svg - MauiDemo.csproj:19 MauiDemo.csproj:22',
    ],
  },
  xcode: {
    engine: 'xcode',
    name: 'SwiftDemo',
    platforms: [
      'ios com.acme.SwiftDemo 1.0 1 26.0 - AppIcon SwiftDemo SwiftDemo.xcodeproj/project.pbxproj:80 SwiftDemo.xcodeproj/project.pbxproj:79',
    ],
  },
  kotlinMultiplatform: {
    engine: 'gradle',
    name: 'KotlinDemo',
    platforms: [
      'android com.acme.kotlindemo 1.0 1 24 36 @mipmap/ic_launcher debug,release androidApp/build.gradle.kts:10 androidApp/build.gradle.kts:14',
      'ios com.acme.kotlindemo.KotlinDemo 1.0 1 18.2 - AppIcon iosApp iosApp/Configuration/Config.xcconfig:4 iosApp/Configuration/Config.xcconfig:7',
    ],
  },
};

describe('projects of templates', () => {
  for (const [name, project] of Object.entries(expected)) {
    it(`are read as ${name} wrote them`, async () => {
      const texts = templateProjects[name as keyof typeof templateProjects];
      const files = new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/app/${path}`, text])));
      const { exitCode, out } = await commandLine(files, ['project', 'inspect', '/app', '--json']);
      strictEqual(exitCode, 0);
      checkInspected(JSON.parse(out) as Readonly<Record<string, unknown>>, project);
    });
  }
});
