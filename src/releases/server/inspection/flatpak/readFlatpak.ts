/**
 * What a bundle of Flatpak (.flatpak) says of itself: reference, metadata, AppStream data and icon, in the dictionary at its beginning. Its files are not
 * unpacked. Versions are those of the AppStream data, as Flatpak itself knows none.
 *
 * Layout: https://docs.flatpak.org/en/latest/single-file-bundles.html; common/flatpak-bundle-ref.c of Flatpak and OstreeStaticDelta, `(a{sv}tayay(…)aya…a…)`.
 */

import { gunzipSync } from 'node:zlib';
import { fromUtf8, type Bytes } from '../../../../core/base/bytes.ts';
import { type ByteSource } from '../../../../core/base/byteSource.ts';
import { parseXml, type XmlElement } from '../../../../core/formats/xml/xmlDocument.ts';
import { newestVersion } from '../appStream.ts';
import { shownText, type KnownPackage } from '../knownFacts.ts';
import { largestIcon, pngIcon } from '../shownIcon.ts';
import { numberAt, openDictionary, placeBytes, type VariantDictionary } from './variantDictionary.ts';

const longestReference = 1000;
const largestPacked = 1024 * 1024;
const largestUnpacked = 4 * 1024 * 1024;

export async function readFlatpak(source: ByteSource): Promise<KnownPackage> {
  const width = placeBytes(source.size);
  if (source.size <= width) return {};
  // The first member of the bundle; where it ends is the last number of the file.
  const dictionary = await openDictionary(source, await numberAt(source, source.size - width, width));
  const [kind, identifier, architecture] = (await dictionary.text('ref', longestReference))?.split('/') ?? [];
  if (kind !== 'app' && kind !== 'runtime') return {};
  const component = await componentOf(dictionary);
  const version = component ? newestVersion(component) : null;
  return {
    name: shownText(named(component, 'name')),
    identifier: shownText(identifier),
    version,
    shortVersion: version,
    publisher: shownText(
      named(component, 'developer_name') ??
        named(
          component?.children.find(({ name }) => name === 'developer'),
          'name',
        ),
    ),
    architectures: architecture === undefined || architecture === '' ? [] : [shownText(architecture) ?? ''],
    icon: await pngIcon((await dictionary.bytes('icon-128', largestIcon)) ?? (await dictionary.bytes('icon-64', largestIcon))),
  };
}

async function componentOf(dictionary: VariantDictionary): Promise<XmlElement | undefined> {
  const packed = await dictionary.bytes('appdata', largestPacked);
  const bytes = packed && unpacked(packed);
  const root = bytes && parseXml(fromUtf8(bytes));
  return root?.name === 'component' ? root : root?.children.find(({ name }) => name === 'component');
}

function unpacked(packed: Bytes): Bytes | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: largestUnpacked });
  } catch {
    return undefined;
  }
}

/** Not one of its translations, which name a language. */
function named(element: XmlElement | undefined, name: string): string | undefined {
  return element?.children.find((child) => child.name === name && !child.attributes.some((each) => each.name === 'lang'))?.text.value;
}
