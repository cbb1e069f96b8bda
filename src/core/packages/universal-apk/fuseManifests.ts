/**
 * One manifest for all fused modules, by the rules of bundletool: that of the base, with the components that the features declare. What a
 * feature says about a component counts more than what the base says; intent filters and meta-data of all of them stay.
 *
 * Other than bundletool, it removes what asks for split APKs: a package in one file that requires them is refused by Android.
 */

import { Failure } from '../../base/failure.ts';
import { androidAttributeId } from '../../formats/android-resources/attributeIds.ts';
import { formatResourceValue } from '../../formats/android-resources/formatValue.ts';
import { type ResourceValue } from '../../formats/android-resources/resourceValue.ts';
import { attributeValue, childElements, isXmlElement } from '../../formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from '../../formats/android-resources/xmlModel.ts';
import { type BundleModule } from './bundleModules.ts';

const components: ReadonlySet<string> = new Set(['activity', 'activity-alias', 'meta-data', 'provider', 'receiver', 'service']);
/** Each feature may declare it, with the version it was built with. */
const playServicesVersion = 'com.google.android.gms.version';

export function fuseManifests(modules: readonly BundleModule[]): XmlElement {
  const [base, ...features] = modules.map(({ manifest }) => withoutSplits(manifest));
  if (!base) throw new Error('without a base there is nothing to fuse');
  const merged = mergeApplications(base, features);
  const names = modules.map(({ name }) => name).sort();
  return withMetaData(merged, 'com.android.dynamic.apk.fused.modules', 'value', { type: 'string', value: names.join(',') });
}

/** A reference to a resource, such as the list of languages. */
export function withMetaData(manifest: XmlElement, name: string, attribute: 'value' | 'resource', value: ResourceValue): XmlElement {
  const entry: XmlElement = {
    name: 'meta-data',
    attributes: [androidAttribute('name', { type: 'string', value: name }), androidAttribute(attribute, value)],
    children: [],
  };
  return withApplication(manifest, (application) => ({
    ...application,
    children: [
      ...application.children.filter((child) => !isXmlElement(child) || child.name !== 'meta-data' || nameOf(child) !== name),
      entry,
    ],
  }));
}

function androidAttribute(name: 'name' | 'value' | 'resource', value: ResourceValue): XmlAttribute {
  const resourceId = androidAttributeId(name);
  return { name, namespaceUri: androidNamespace, ...(resourceId !== undefined && { resourceId }), value };
}

/** An application is added where there is none. */
function withApplication(manifest: XmlElement, change: (application: XmlElement) => XmlElement): XmlElement {
  const index = manifest.children.findIndex((child) => isXmlElement(child) && child.name === 'application');
  const application = manifest.children[index];
  if (application && isXmlElement(application)) return { ...manifest, children: manifest.children.with(index, change(application)) };
  return { ...manifest, children: [...manifest.children, change({ name: 'application', attributes: [], children: [] })] };
}

const splitAttributes = ['isSplitRequired', 'requiredSplitTypes', 'splitTypes'] as const;
const splitComponents: ReadonlySet<string> = new Set(['activity', 'service', 'provider']);

function withoutSplits(manifest: XmlElement): XmlElement {
  const bare = splitAttributes.reduce(withoutAttribute, manifest);
  return withApplication(bare, (application) => ({
    ...withoutAttribute(application, 'isSplitRequired'),
    children: application.children
      .filter((child) => !isXmlElement(child) || child.name !== 'meta-data' || nameOf(child) !== 'com.android.vending.splits.required')
      .map((child) => (isXmlElement(child) && splitComponents.has(child.name) ? withoutAttribute(child, 'splitName') : child)),
  }));
}

function withoutAttribute(element: XmlElement, name: string): XmlElement {
  const id = androidAttributeId(name);
  const isIt = (attribute: XmlAttribute): boolean =>
    attribute.resourceId === undefined
      ? attribute.namespaceUri === androidNamespace && attribute.name === name
      : attribute.resourceId === id;
  return element.attributes.some(isIt) ? { ...element, attributes: element.attributes.filter((each) => !isIt(each)) } : element;
}

/** Of a component; `undefined` where it has none. */
function nameOf(element: XmlElement): string | undefined {
  const value = attributeValue(element, 'name');
  return value && formatResourceValue(value);
}

function componentsOf(manifest: XmlElement): XmlElement[] {
  const [application] = childElements(manifest, 'application');
  const found = application ? childElements(application).filter(({ name }) => components.has(name)) : [];
  return found.filter((element) => nameOf(element) !== undefined && nameOf(element) !== playServicesVersion);
}

function keyOf(element: XmlElement): string {
  return `${element.name} ${nameOf(element) ?? ''}`;
}

function mergeApplications(base: XmlElement, features: readonly XmlElement[]): XmlElement {
  if (!features.some((feature) => componentsOf(feature).length > 0)) return base;
  const groups = Map.groupBy([...features, base].flatMap(componentsOf), keyOf);
  const merged = new Map([...groups].map(([key, elements]) => [key, mergeComponents(elements)]));
  return withApplication(base, (application) => {
    const replaced = new Set<string>();
    const children = application.children.map((child) => {
      if (!isXmlElement(child) || nameOf(child) === undefined) return child;
      const key = keyOf(child);
      const other = merged.get(key);
      if (other) replaced.add(key);
      return other ?? child;
    });
    const added = [...merged].flatMap(([key, element]) => (replaced.has(key) ? [] : [element]));
    return { ...application, children: [...children, ...added] };
  });
}

/** The first one decides; the others give their intent filters and meta-data. */
function mergeComponents([first, ...others]: readonly XmlElement[]): XmlElement {
  if (!first) throw new Error('a group has one component at least');
  if (others.length === 0) return first;
  const all = [first, ...others].map(withoutLines);
  const filters = new Map<string, XmlElement>();
  const metaData = new Map<string, XmlElement>();
  for (const element of all) {
    for (const filter of childElements(element, 'intent-filter')) filters.set(JSON.stringify(filter), filter);
    for (const entry of childElements(element, 'meta-data')) {
      const name = nameOf(entry);
      if (name === undefined) continue;
      const known = metaData.get(name);
      if (known && JSON.stringify(known) !== JSON.stringify(entry))
        throw Failure.of('universal-apk-impossible', { reason: `modules give ${name} in ${nameOf(first) ?? first.name} different values` });
      metaData.set(name, known ?? entry);
    }
  }
  const kept = (all[0]?.children ?? []).filter(
    (child) => !isXmlElement(child) || (child.name !== 'intent-filter' && (child.name !== 'meta-data' || nameOf(child) === undefined)),
  );
  return { ...withoutLines(first), children: [...kept, ...filters.values(), ...metaData.values()] };
}

function withoutLines(numbered: XmlElement): XmlElement {
  const { line: _, ...element } = numbered;
  return { ...element, children: element.children.map((child) => (isXmlElement(child) ? withoutLines(child) : child)) };
}
