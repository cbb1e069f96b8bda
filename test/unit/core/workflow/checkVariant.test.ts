import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { checkVariant, variantName } from '../../../../src/core/workflow/checkVariant.ts';
import { appOnPlatform, openApp, type PlatformApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

interface Case {
  readonly choice?: PlatformApp['variant'];
  readonly variant?: string;
  readonly buildType?: string;
}

async function targetOf({ choice, variant, buildType = 'release' }: Case): Promise<PlatformApp> {
  const settings = { engine: 'gradle', android: { appIdentifier: 'com.acme.hello', buildType, ...(variant !== undefined && { variant }) } };
  const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
  return { ...appOnPlatform(await openApp({ files, paths: posixPaths }, '/app'), 'android'), variant: choice };
}

async function check(given: Case, expected: readonly string[], name: string | undefined): Promise<void> {
  const target = await targetOf(given);
  deepStrictEqual(
    checkVariant(target).map(({ code, params, place }) => [code, ...Object.values(params), place?.pointer].join(' | ')),
    expected,
  );
  strictEqual(variantName(target), name);
}

const choices = ['freeRelease', 'paidRelease'];
const chosen = (name: string): Case => ({ choice: { kind: 'chosen', variant: { name } } });
const unfit = (isDebuggable: boolean | undefined, given: Case): Case => ({
  ...given,
  choice: { kind: 'other-build-type', variant: { name: 'freeBeta', ...(isDebuggable !== undefined && { isDebuggable }) } },
});

describe('the variant of a project', () => {
  it('is none where the project has none', () => check({}, [], undefined));
  it('is the chosen one', () => check(chosen('freeRelease'), [], 'freeRelease'));
  it('has no name where every project has it', async () => {
    await check(chosen('release'), [], undefined);
    await check(chosen('debug'), [], undefined);
  });
  it('is to be chosen', () =>
    check({ choice: { kind: 'missing', choices } }, ['variant-not-chosen | freeRelease, paidRelease | /android/variant'], undefined));
  it('is not known', async () => {
    const unknown = { kind: 'unknown', choices } as const;
    const text = (name: string): string => `variant-unknown | ${name} | freeRelease, paidRelease | /android/variant`;
    await check({ choice: unknown, variant: 'gold' }, [text('gold')], 'gold');
    await check({ choice: unknown }, [text('release')], undefined);
    await check({ choice: unknown, buildType: 'debug' }, [text('debug')], undefined);
    await check({ choice: unknown, buildType: 'app-bundle' }, [text('release')], undefined);
  });
  it('does not fit the build type', async () => {
    const text = (buildType: string, state: string): string => `variant-build-type | freeBeta | ${buildType} | ${state} | /android/variant`;
    await check(unfit(true, { variant: 'freeBeta' }), [text('release', 'is debuggable')], 'freeBeta');
    await check(unfit(false, { variant: 'freeBeta', buildType: 'debug' }), [text('debug', 'is not debuggable')], 'freeBeta');
    await check(unfit(undefined, { variant: 'freeBeta' }), [text('release', 'is not debuggable')], 'freeBeta');
  });
});
