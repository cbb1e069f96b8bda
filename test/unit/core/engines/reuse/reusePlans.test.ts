/** What the engine `reuse` plans on the three systems, as a golden text: the bundler of the project and Hermes for that system, or no tool at all. */

import { join } from 'node:path';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec, type Engine } from '../../../../../src/core/engines/engine/engine.ts';
import { PictureMemory } from '../../../../../src/core/engines/web/pictureMemory.ts';
import { WebFileMemory } from '../../../../../src/core/engines/web/scanWebFiles.ts';
import { WebEngine } from '../../../../../src/core/engines/web/webEngine.ts';
import { ReuseEngine } from '../../../../../src/core/engines/reuse/reuseEngine.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { machineOf } from '../../../../support/machines.ts';
import { checkGolden } from '../../../../support/planMachines.ts';
import { createWithReuse, reusableApp, reuseEngines, shapedEngine } from '../../../../support/reuseWorkflow.ts';

type System = Machine['system'];

const apps: Readonly<Record<System, string>> = { linux: '/home/ada/shop', macos: '/Users/ada/my shop', windows: 'C:\\Users\\ada\\my shop' };

const hermes = '\u00C6\u001F\u00BC\u0003\u00C1\u0003\u0019\u001Fb\u0000\u0000\u0000one';
const shapes = {
  'react-native': {
    android: 'assets/other/',
    ios: 'other/',
    added: { 'assets/index.android.bundle': Uint8Array.from(hermes, (sign) => sign.charCodeAt(0)) },
  },
  capacitor: { android: 'assets/public/', ios: 'public/', added: { 'assets/capacitor.config.json': '{}' } },
} as const;

/** A package as the ordinary build makes it. */
async function basePackage(framework: keyof typeof shapes): Promise<Bytes> {
  const files = await reusableApp({ '/app/www/index.html': '<!doctype html><title>x</title>' }, { engine: framework });
  const engines: readonly Engine[] = [...reuseEngines(files), shapedEngine(files, framework, shapes[framework])];
  const { path } = await createWithReuse(files, {}, { engines });
  return await files.readFile(path);
}

const hermesOf: Readonly<Record<System, string>> = {
  linux: 'linux64-bin/hermesc',
  macos: 'osx-bin/hermesc',
  windows: 'win64-bin/hermesc.exe',
};

const projectOf = (framework: keyof typeof shapes, system: System): Readonly<Record<string, string>> =>
  framework === 'capacitor'
    ? {
        'package.json': '{ "dependencies": { "@capacitor/core": "8.5.2" } }',
        'capacitor.config.json': '{ "appId": "com.acme.hello", "webDir": "www" }',
        'www/index.html': '<!doctype html><title>y</title>',
      }
    : {
        'package.json': '{ "name": "hello", "dependencies": { "react-native": "0.87.1" } }',
        'index.js': 'run()',
        'node_modules/react-native/cli.js': 'cli',
        [`node_modules/hermes-compiler/hermesc/${hermesOf[system]}`]: 'program',
      };

async function plan(system: System, framework: keyof typeof shapes, base: Bytes): Promise<readonly string[]> {
  const appFolder = apps[system];
  const slash = system === 'windows' ? '\\' : '/';
  const inApp = (name: string): string => [appFolder, ...name.split('/')].join(slash);
  const texts = Object.entries(projectOf(framework, system)).map(([name, text]) => [inApp(name), text]);
  const made = machineOf(system, Object.fromEntries(texts));
  const from = inApp('base.apk');
  await made.files.writeFile(from, base);
  const ports = {
    ...made,
    clock: fixedClock(),
    http: { request: async () => await Promise.reject(new Error('no network')) },
    productFiles: { read: async () => new Uint8Array(0) },
    toolchains: new Toolchains(made),
  };
  const memory = { pictures: new PictureMemory(), memory: new WebFileMemory() };
  const engine = new ReuseEngine(ports, new WebEngine(ports, memory), memory);
  const spec: BuildSpec = {
    appFolder,
    settings: { web: { webDir: 'www' } },
    platform: 'android',
    buildType: 'release',
    name: 'Hello',
    appIdentifier: 'com.acme.hello',
    version: '2.0.0',
    versionCode: 99,
    engineVersion: '1',
    framework,
    reuse: { records: [], from, acceptsUnknownBase: true },
  };
  return [`# ${system}, ${framework}`, ...planText(await engine.plan(spec, new AbortController().signal)), ''];
}

describe('the plans of the engine reuse', () => {
  it('are fixed on three systems', async () => {
    const parts: string[] = [];
    for (const framework of ['react-native', 'capacitor'] as const) {
      const base = await basePackage(framework);
      for (const system of ['linux', 'macos', 'windows'] as const) parts.push(...(await plan(system, framework, base)));
    }
    checkGolden(join(import.meta.dirname, 'plans.txt'), parts.join('\n'));
  });
});
