/** A scheme that is named for iOS: archived where the framework lets it be chosen, also when only Xcode will know it, and refused where not. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { commandLine } from '../../support/commandLine.ts';
import { frameworkProjects, nativeIosProjects } from '../../support/frameworkProjects.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

type Framework = keyof typeof frameworkProjects;

interface Planned {
  readonly plan: { readonly steps: readonly { readonly id: string; readonly command?: readonly string[] }[] } | null;
  readonly issues: readonly { readonly code: string; readonly message: string; readonly pointer?: string }[];
}

async function planned(id: Framework, platform: 'android' | 'ios', variant: string, settings = '{}'): Promise<Planned> {
  const texts = { ...frameworkProjects[id], ...nativeIosProjects[id], 'mobile-distribution.json': settings };
  const files = new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/app/${name}`, text])));
  const options = variant === '' ? [] : ['--variant', variant];
  const { out } = await commandLine(files, [
    'package',
    'create',
    '--platform',
    platform,
    ...options,
    '--dry-run',
    '--system',
    'macos',
    '--json',
  ]);
  return JSON.parse(out) as Planned;
}

const refusals = ({ issues }: Planned): readonly string[] =>
  issues.flatMap(({ code, message, pointer = '' }) => (code === 'variant-not-supported' ? [`${message} ${pointer}`.trim()] : []));

describe('a scheme that is named for iOS', () => {
  for (const id of ['cordova', 'nativescript', 'capacitor', 'react-native'] as const)
    it(`is archived for ${id}`, async () => {
      const result = await planned(id, 'ios', 'Beta', '{ "ios": { "appIdentifier": "com.acme.shop" } }');
      deepStrictEqual(refusals(result), []);
      const { command = [] } = result.plan?.steps.find(({ id: step }) => step === 'xcodebuild') ?? {};
      deepStrictEqual(command.slice(command.indexOf('-scheme'), command.indexOf('-scheme') + 2), ['-scheme', 'Beta']);
    });

  for (const [id, name] of [
    ['tauri', 'tauri'],
    ['maui', 'maui'],
  ] as const)
    it(`is refused for ${id}, which builds the one there is`, async () => {
      const text = `The tool of ${name} builds one app for iOS, so the variant Beta cannot be chosen`;
      deepStrictEqual(refusals(await planned(id, 'ios', 'Beta')), [text]);
      deepStrictEqual(refusals(await planned(id, 'ios', '', '{ "ios": { "variant": "Beta" } }')), [`${text} /ios/variant`]);
      deepStrictEqual(refusals(await planned(id, 'ios', '')), []);
    });

  it('is no matter of Android, where Cordova and .NET MAUI have no variants', async () => {
    for (const id of ['cordova', 'maui'] as const) {
      deepStrictEqual(refusals(await planned(id, 'android', 'paid')).length, 1, id);
      deepStrictEqual(refusals(await planned(id, 'android', 'release')), [], id);
    }
    ok((await planned('flutter', 'android', 'freeRelease')).issues.every(({ code }) => code !== 'variant-not-supported'));
  });
});
