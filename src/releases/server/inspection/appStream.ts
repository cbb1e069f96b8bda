/** The version in AppStream data. https://www.freedesktop.org/software/appstream/docs/ */

import { attributeOf, elementsOf, type XmlElement } from '../../../core/formats/xml/xmlDocument.ts';
import { shownText } from './knownFacts.ts';

/** Newest first, as AppStream demands. */
export function newestVersion(root: XmlElement): string | null {
  const release = [...elementsOf(root)].find(({ name }) => name === 'release');
  return shownText(release && attributeOf(release, 'version')?.value);
}
