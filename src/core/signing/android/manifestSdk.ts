/**
 * The platform versions that an APK's manifest declares, read as the signature verifier of Android's tools reads them:
 * attributes by resource id, the highest `minSdkVersion` of all `uses-sdk` elements, codenames by their first letter.
 */

import { type Bytes } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { type ResourceValue } from '../../formats/android-resources/resourceValue.ts';
import { attributeById, childElements } from '../../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../../formats/android-resources/xmlModel.ts';
import { inspectAndroidXml } from '../../formats/android-xml/inspectAndroidXml.ts';

const minSdkVersionId = 0x0101020c;
const targetSdkVersionId = 0x01010270;
const targetSandboxVersionId = 0x0101054c;

export interface ManifestSdk {
  /** A text says why it is unknown. */
  readonly minSdk: number | { readonly reason: string };
  /** What is not declared is `minSdk`, and 1 when that is unknown. */
  readonly targetSdk: number;
  readonly targetSandboxVersion: number;
}

export function readManifestSdk(manifest: Bytes): ManifestSdk {
  const { root } = inspectAndroidXml(manifest);
  if (!root) return { minSdk: { reason: phrase('it is malformed') }, targetSdk: 1, targetSandboxVersion: 1 };
  const minSdk = minSdkOf(root);
  return {
    minSdk,
    targetSdk: firstInteger(root, 'uses-sdk', targetSdkVersionId) ?? (typeof minSdk === 'number' ? minSdk : 1),
    targetSandboxVersion: firstInteger(root, 'manifest', targetSandboxVersionId) ?? 1,
  };
}

function minSdkOf(root: XmlElement): ManifestSdk['minSdk'] {
  let highest = 1;
  for (const element of childElements(root)) {
    if (element.name !== 'uses-sdk' || (element.namespaceUri ?? '') !== '') continue;
    const value = attributeById(element, minSdkVersionId);
    if (value === undefined) continue;
    const level = value.type === 'string' ? levelOfCodename(value.value) : value.type === 'integer' ? value.value : undefined;
    if (level === undefined) return { reason: phrase('its minSdkVersion is neither a number nor a codename') };
    highest = Math.max(highest, level);
  }
  return highest;
}

/** The last API level before the platform that a letter stands for; every later letter adds one. */
const levelsBeforeLetter: readonly (readonly [letter: string, level: number])[] = [
  ['C', 2],
  ['D', 3],
  ['E', 4],
  ['F', 7],
  ['G', 8],
  ['H', 10],
  ['I', 13],
  ['J', 15],
  ['K', 18],
  ['L', 20],
  ['M', 22],
  ['N', 23],
  ['O', 25],
];

function levelOfCodename(codename: string): number | undefined {
  const letter = codename.slice(0, 1);
  if (!/^[A-Z]$/.test(letter)) return undefined;
  const known = levelsBeforeLetter.findLast(([first]) => first <= letter);
  return known ? known[1] + letter.charCodeAt(0) - known[0].charCodeAt(0) : 1;
}

/** Of the first element with this name that has the attribute, wherever it stands; numbers may be written as text. */
function firstInteger(element: XmlElement, name: string, id: number): number | undefined {
  const value = element.name === name ? attributeById(element, id) : undefined;
  if (value !== undefined) return integerOf(value);
  for (const child of childElements(element)) {
    const found = firstInteger(child, name, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function integerOf(value: ResourceValue): number | undefined {
  if (value.type === 'integer') return value.value;
  return value.type === 'string' && /^[+-]?\d{1,10}$/.test(value.value) ? Number(value.value) : undefined;
}
