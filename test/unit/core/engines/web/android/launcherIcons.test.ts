import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createLauncherIcons, type LauncherIcons } from '../../../../../../src/core/engines/web/android/launcherIcons.ts';
import { type IconPictures } from '../../../../../../src/core/engines/web/webApp.ts';
import { imageSize } from '../../../../../../src/core/formats/image/imageSize.ts';
import { inspectPng } from '../../../../../../src/core/formats/image/inspectPng.ts';
import { createImage } from '../../../../../../src/core/formats/image/rgbaImage.ts';

const style = { name: 'Hello', background: 0xffffffff, themeColor: 0xff4f46e5 };

async function check(
  pictures: IconPictures,
  expected: Omit<LauncherIcons, 'densities'>,
  foreground: readonly number[],
): Promise<LauncherIcons> {
  const { densities, ...rest } = await createLauncherIcons(pictures, style);
  deepStrictEqual(rest, expected);
  deepStrictEqual(
    densities.map((icon) => imageSize(icon.foreground)?.width),
    foreground,
  );
  deepStrictEqual(
    densities.map((icon) => [imageSize(icon.legacy)?.width, imageSize(icon.round)?.height]),
    [48, 72, 96, 144, 192].map((size) => [size, size]),
  );
  return { densities, ...rest };
}

describe('launcher icons', () => {
  it('of a maskable picture keep its safe zone', async () => {
    const { densities } = await check(
      { maskable: createImage(512, 512, 0xff102030) },
      { background: 0xff102030, foregroundInset: 12.75, monochromeInset: 28 },
      [83, 124, 165, 248, 330],
    );
    strictEqual(densities[0]?.monochrome, undefined);
  });

  it('of a picture on one colour are put on that colour', async () => {
    await check(
      { any: createImage(512, 512, 0xff102030) },
      { background: 0xff102030, foregroundInset: 21, monochromeInset: 28 },
      [66, 99, 132, 198, 264],
    );
  });

  it('of a picture with a shape are made small enough for every mask', async () => {
    await check(
      { any: createImage(100, 60, 0x80102030) },
      { background: 0xffffffff, foregroundInset: 28, monochromeInset: 28 },
      [52, 78, 104, 156, 208],
    );
  });

  it('are drawn as a letter on the colour of the app when there is no picture', async () => {
    const { densities } = await check({}, { background: 0xff4f46e5, foregroundInset: 21, monochromeInset: 21 }, [66, 99, 132, 198, 264]);
    deepStrictEqual(densities[4]?.monochrome, densities[4]?.foreground);
    const { data, width } = inspectPng(densities[4]?.round ?? new Uint8Array(0)).image ?? createImage(1, 1);
    strictEqual(data[3], 0);
    deepStrictEqual([...data.subarray((96 * width + 10) * 4, (96 * width + 10) * 4 + 4)], [0x4f, 0x46, 0xe5, 255]);
  });

  it('take a monochrome picture when there is one', async () => {
    const monochrome = createImage(96, 96, 0xff000000);
    const { densities } = await createLauncherIcons({ maskable: createImage(96, 96), monochrome }, style);
    strictEqual(imageSize(densities[4]?.monochrome ?? new Uint8Array(0))?.width, 208);
  });

  it('are the same bytes every time', async () => {
    const pictures = { any: createImage(300, 300, 0x80ff0000) };
    deepStrictEqual(await createLauncherIcons(pictures, style), await createLauncherIcons(pictures, style));
  });
});
