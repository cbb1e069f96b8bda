/** Icons of a web app, from their bytes to launcher icons of every density: mutated pictures must be used or refused, soon. */

import { PictureMemory } from '../../src/core/engines/web/pictureMemory.ts';
import { createLauncherIcons } from '../../src/core/engines/web/android/launcherIcons.ts';
import { encodePng } from '../../src/core/formats/image/encodePng.ts';
import { imageSize } from '../../src/core/formats/image/imageSize.ts';
import { createImage } from '../../src/core/formats/image/rgbaImage.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'webIcons',
  seeds: async () => [
    await encodePng(createImage(16, 16, 0xff102030)),
    await encodePng(createImage(1, 9, 0x80102030)),
    await encodePng(createImage(300, 2, 0xff000000)),
  ],
  run: async (bytes) => {
    const { image } = new PictureMemory().inspect(bytes);
    const size = imageSize(bytes);
    return image && (await createLauncherIcons({ any: image }, { name: `${size?.width}`, background: 0xffffffff }));
  },
};
