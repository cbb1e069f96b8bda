/**
 * The launch screen in the app's color (developer.apple.com, "UILaunchScreen"). A named color would need an asset catalog that only Xcode
 * compiles, so the color is a picture next to the icons, found by its name as they are. It is of one color, so that it does not matter how iOS
 * scales it, and larger than any screen in points. A picture has no dark form: where the app names no color, the system's own plain screen
 * stays, which has one.
 */

import { encodeSolidPng } from '../../../formats/image/encodeSolidPng.ts';
import { type PlainPlist } from '../../../formats/plist/plistValue.ts';
import { type Bytes } from '../../../base/bytes.ts';
import { type WebApp } from '../webApp.ts';

const imageName = 'Launch';
export const launchImageFile = `${imageName}.png`;
/** The largest iPad has 1590 points in its densest setting. */
const points = 1600;

/** `undefined` where light and dark differ. */
export function launchImage({ backgroundColor: { light, dark } }: WebApp): Bytes | undefined {
  return light === dark ? encodeSolidPng(points, points, light & 0xff_ffff) : undefined;
}

/** The value of `UILaunchScreen`. */
export function launchScreen({ backgroundColor: { light, dark } }: WebApp): PlainPlist {
  return light === dark ? { UIImageName: imageName, UIImageRespectsSafeAreaInsets: false } : {};
}
