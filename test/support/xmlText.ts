/** An Android XML document as text, for tests that compare what people would read. References by name. */

import { formatResourceValue } from '../../src/core/formats/android-resources/formatValue.ts';
import { isXmlElement } from '../../src/core/formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';

export function xmlText(element: XmlElement, indent = ''): string {
  const attributes = element.attributes.map(
    ({ name, namespaceUri, value }) => ` ${namespaceUri === androidNamespace ? 'android:' : ''}${name}="${formatResourceValue(value)}"`,
  );
  const head = `${indent}<${element.name}${attributes.join('')}`;
  const children = element.children.filter(isXmlElement).map((child) => xmlText(child, `${indent}  `));
  return children.length === 0 ? `${head}/>\n` : `${head}>\n${children.join('')}${indent}</${element.name}>\n`;
}
