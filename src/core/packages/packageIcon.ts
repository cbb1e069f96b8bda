/** The app's icon as the manifest names it: the files of all densities, and the layers of an adaptive icon. */

import { anyDensity } from '../formats/android-resources/resourceConfiguration.ts';
import { type ResourceValue } from '../formats/android-resources/resourceValue.ts';
import { attributeValue, childElements } from '../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../formats/android-resources/xmlModel.ts';
import { present } from '../base/present.ts';
import { type ResourceResolver } from './resourceResolver.ts';

export interface PackageIcon {
  /** Files by density, the smallest first; XML (adaptive or vector) among them. */
  readonly files: readonly IconFile[];
  readonly adaptive?: AdaptiveIcon;
}

export interface IconFile {
  /** Name of the entry. */
  readonly path: string;
  /** Dots per inch: 160 is `mdpi`; 65534 `anydpi`, 65535 `nodpi`; 0 where nothing is said. */
  readonly density: number;
  readonly sdkVersion?: number;
}

/** Each layer is the name of an entry, or a colour as `#AARRGGBB`. */
export interface AdaptiveIcon {
  readonly path: string;
  readonly foreground?: string;
  readonly background?: string;
  readonly monochrome?: string;
}

const maxFiles = 64;

/** `prefix` is what is before a path of the resource table in the archive: empty in an APK, `base/` in an app bundle. */
export function iconFiles(icon: ResourceValue | undefined, resolver: ResourceResolver, prefix: string): readonly IconFile[] {
  if (icon?.type === 'string') return [{ path: `${prefix}${icon.value}`, density: 0 }];
  const files: IconFile[] = [];
  for (const { configuration, value } of resolver.variants(icon)) {
    const path = resolver.text(value);
    if (path === undefined || files.length === maxFiles) continue;
    files.push({ path: `${prefix}${path}`, density: configuration.density ?? 0, ...present('sdkVersion', configuration.sdkVersion) });
  }
  return files.sort((a, b) => a.density - b.density);
}

/** Of the `<adaptive-icon>` document in an icon file; `undefined` when it is another kind of drawable. */
export function readAdaptiveIcon(path: string, document: XmlElement, resolver: ResourceResolver, prefix: string): AdaptiveIcon | undefined {
  if (document.name !== 'adaptive-icon') return undefined;
  const layer = (name: string): string | undefined => {
    const element = childElements(document, name)[0];
    return element && layerSource(attributeValue(element, 'drawable'), resolver, prefix);
  };
  return {
    path,
    ...present('foreground', layer('foreground')),
    ...present('background', layer('background')),
    ...present('monochrome', layer('monochrome')),
  };
}

function layerSource(drawable: ResourceValue | undefined, resolver: ResourceResolver, prefix: string): string | undefined {
  const value = resolver.resolve(drawable);
  if (value?.type === 'color') return `#${value.argb.toString(16).padStart(8, '0').toUpperCase()}`;
  // A layer has a file for each density too: the largest is the one to look at.
  return iconFiles(drawable, resolver, prefix).at(-1)?.path;
}

/** The raster file for a density: the smallest that is not smaller, else the largest. */
export function chooseIconFile(icon: PackageIcon | undefined, density: number): IconFile | undefined {
  const raster = (icon?.files ?? []).filter((file) => !file.path.endsWith('.xml') && file.density < anyDensity);
  return raster.find((file) => file.density >= density) ?? raster.at(-1);
}
