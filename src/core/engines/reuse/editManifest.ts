/**
 * Gives the manifest of a package another version, version code and name, in its binary form (APK) or as a protobuf message (app bundle).
 * Everything else stays. A document that cannot be read without a doubt is not written again.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { encodeProtoXml } from '../../formats/android-proto/encodeProtoXml.ts';
import { androidAttributeId } from '../../formats/android-resources/attributeIds.ts';
import { type ResourceValue } from '../../formats/android-resources/resourceValue.ts';
import { attributeValue, isXmlElement } from '../../formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from '../../formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../formats/android-xml/encodeAndroidXml.ts';
import { inspectProtoXml } from '../../formats/android-proto/inspectProtoXml.ts';
import { inspectAndroidXml } from '../../formats/android-xml/inspectAndroidXml.ts';

export interface ManifestEdits {
  readonly version: string;
  readonly versionCode: number;
  /** Absent when it stays. */
  readonly name?: string;
}

/** `undefined` with the issues that say why it cannot be edited. */
export function editManifest(
  bytes: Bytes,
  form: 'apk' | 'aab',
  edits: ManifestEdits,
): { readonly bytes?: Bytes; readonly issues: readonly Issue[] } {
  const { root, issues } = form === 'apk' ? inspectAndroidXml(bytes) : inspectProtoXml(bytes);
  if (root?.name !== 'manifest' || issues.length > 0) return { issues };
  const edited = withEdits(root, edits);
  return { bytes: form === 'apk' ? encodeAndroidXml(edited) : encodeProtoXml(edited), issues: [] };
}

function withEdits(manifest: XmlElement, { version, versionCode, name }: ManifestEdits): XmlElement {
  const numbered = withAttribute(withAttribute(manifest, 'versionCode', { type: 'integer', value: versionCode }), 'versionName', {
    type: 'string',
    value: version,
  });
  return name === undefined ? numbered : withName(numbered, name);
}

/** Of the application, and of the activities that a launcher shows under the same name. */
function withName(manifest: XmlElement, name: string): XmlElement {
  const label: ResourceValue = { type: 'string', value: name };
  return withChildren(manifest, 'application', (application) => {
    const old = attributeValue(application, 'label');
    const renamed = (element: XmlElement): XmlElement => {
      const own = attributeValue(element, 'label');
      return own !== undefined && isSame(own, old) ? withAttribute(element, 'label', label) : element;
    };
    const parts = ['activity', 'activity-alias'].reduce((element, part) => withChildren(element, part, renamed), application);
    return withAttribute(parts, 'label', label);
  });
}

function isSame(a: ResourceValue, b: ResourceValue | undefined): boolean {
  if (a.type === 'reference' && b?.type === 'reference') return a.id === b.id && a.name === b.name;
  return a.type === 'string' && b?.type === 'string' && a.value === b.value;
}

function withChildren(element: XmlElement, name: string, change: (child: XmlElement) => XmlElement): XmlElement {
  const children = element.children.map((child) => (isXmlElement(child) && child.name === name ? change(child) : child));
  return { ...element, children };
}

/** The value of `android:NAME`, found by its resource id as Android finds it. Without it, it is added. */
function withAttribute(element: XmlElement, name: string, value: ResourceValue): XmlElement {
  const resourceId = androidAttributeId(name);
  const isIt = (attribute: XmlAttribute): boolean =>
    attribute.resourceId === undefined
      ? attribute.namespaceUri === androidNamespace && attribute.name === name
      : attribute.resourceId === resourceId;
  const index = element.attributes.findIndex(isIt);
  const old: XmlAttribute = element.attributes[index] ?? {
    name,
    namespaceUri: androidNamespace,
    ...present('resourceId', resourceId),
    value,
  };
  // The text next to a typed value would contradict it.
  const { rawValue: _, ...rest } = old;
  const changed: XmlAttribute = { ...rest, value };
  const attributes = index < 0 ? [...element.attributes, changed] : element.attributes.with(index, changed);
  return { ...element, attributes };
}
