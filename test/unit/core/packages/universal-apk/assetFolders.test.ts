import { deepStrictEqual } from 'node:assert/strict';
import { type AssetSuffix } from '../../../../../src/core/formats/android-proto/bundleConfig.ts';
import { assetPlacer } from '../../../../../src/core/packages/universal-apk/assetFolders.ts';

function check(paths: readonly string[], suffixes: readonly AssetSuffix[], expected: readonly string[]): void {
  const place = assetPlacer(paths, suffixes);
  deepStrictEqual(
    paths.flatMap((path) => place(path) ?? []),
    expected,
  );
}

const tcf = ['assets/t/a', 'assets/t#tcf_astc/a', 'assets/t#tcf_etc2/a', 'assets/other/a'];

describe('asset folders for some devices only', () => {
  it('stay where the configuration does not speak of them', () => check(tcf, [], tcf));

  it('of the default value are taken, and lose their suffix', () => {
    check(tcf, [{ key: 'tcf', defaultValue: 'astc', isStripped: true }], ['assets/t/a', 'assets/other/a']);
  });

  it('keep their suffix where that is said', () => {
    check(tcf, [{ key: 'tcf', defaultValue: 'etc2', isStripped: false }], ['assets/t#tcf_etc2/a', 'assets/other/a']);
  });

  it('without a value are those of all other devices', () => {
    check(tcf, [{ key: 'tcf', defaultValue: '', isStripped: true }], ['assets/t/a', 'assets/other/a']);
  });

  it('of tiers begin with 0, and suffixes can follow each other', () => {
    const paths = ['assets/t#tcf_astc#tier_0/a', 'assets/t#tcf_astc#tier_1/a', 'assets/l#lang_de/a', 'assets/x#tier_0#tcf_astc/b/c'];
    const suffixes = [
      { key: 'tier', defaultValue: '', isStripped: true },
      { key: 'tcf', defaultValue: 'astc', isStripped: false },
    ] as const;
    check(paths, suffixes, ['assets/t#tcf_astc/a', 'assets/l#lang_de/a', 'assets/x#tcf_astc/b/c']);
  });
});
