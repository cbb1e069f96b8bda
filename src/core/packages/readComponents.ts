/** The components of an application element, with Android's defaults for what is not written (`<activity>` and the like). */

import { attributeValue, childElements } from '../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../formats/android-resources/xmlModel.ts';
import { type Component, type ComponentKind, type IntentFilter } from './manifestFacts.ts';
import { type ResourceResolver } from './resourceResolver.ts';

const kinds: ReadonlySet<string> = new Set<ComponentKind>(['activity', 'activity-alias', 'service', 'receiver', 'provider']);

export interface ReadComponent {
  readonly facts: Component;
  readonly element: XmlElement;
}

export function readComponents(
  application: XmlElement,
  appIdentifier: string,
  targetSdk: number,
  resolver: ResourceResolver,
): readonly ReadComponent[] {
  const components: ReadComponent[] = [];
  for (const element of childElements(application)) {
    if (!isComponentKind(element.name)) continue;
    components.push({ element, facts: readComponent(element, element.name, { appIdentifier, targetSdk, resolver }) });
  }
  return components;
}

function isComponentKind(name: string): name is ComponentKind {
  return kinds.has(name);
}

interface Surroundings {
  readonly appIdentifier: string;
  readonly targetSdk: number;
  readonly resolver: ResourceResolver;
}

function readComponent(element: XmlElement, kind: ComponentKind, around: Surroundings): Component {
  const { appIdentifier, targetSdk, resolver } = around;
  const text = (name: string): string | undefined => resolver.text(attributeValue(element, name));
  const flag = (name: string): boolean | null | undefined => {
    const value = attributeValue(element, name);
    return value && (resolver.boolean(value) ?? null);
  };
  const exported = flag('exported');
  const enabled = flag('enabled');
  const intentFilters = childElements(element, 'intent-filter').map((filter) => readIntentFilter(filter, resolver));
  // A provider was open to everybody unless it said otherwise, until API 17.
  const byDefault = kind === 'provider' ? targetSdk < 17 : intentFilters.length > 0;
  const permission = text('permission') ?? (kind === 'provider' ? (text('readPermission') ?? text('writePermission')) : undefined);
  const authorities = kind === 'provider' ? text('authorities') : undefined;
  return {
    kind,
    name: qualifiedName(text('name') ?? '', appIdentifier),
    ...(exported !== undefined && { exported }),
    isReachable: exported === undefined ? byDefault : exported,
    enabled: enabled === undefined ? true : enabled,
    ...(permission !== undefined && permission !== '' && { permission }),
    ...(authorities !== undefined && { authorities }),
    intentFilters,
  };
}

/** `.Main` and `Main` are in the app's own package. */
function qualifiedName(name: string, appIdentifier: string): string {
  if (name.startsWith('.')) return `${appIdentifier}${name}`;
  return name === '' || name.includes('.') ? name : `${appIdentifier}.${name}`;
}

function readIntentFilter(filter: XmlElement, resolver: ResourceResolver): IntentFilter {
  const names = (element: string): readonly string[] =>
    childElements(filter, element)
      .map((child) => resolver.text(attributeValue(child, 'name')) ?? '')
      .filter((name) => name !== '');
  const data = childElements(filter, 'data').map((child) => readData(child, resolver));
  return { actions: names('action'), categories: names('category'), data: data.filter((text) => text !== '') };
}

function readData(element: XmlElement, resolver: ResourceResolver): string {
  const text = (name: string): string | undefined => resolver.text(attributeValue(element, name));
  const [scheme, host, port] = [text('scheme'), text('host'), text('port')];
  const path = text('path') ?? text('pathPattern');
  const prefix = text('pathPrefix');
  const address = [
    scheme === undefined ? '' : `${scheme}:`,
    host === undefined ? '' : `//${host}${port === undefined ? '' : `:${port}`}`,
    path ?? (prefix === undefined ? '' : `${prefix}*`),
  ].join('');
  return [address, text('mimeType') ?? ''].filter((part) => part !== '').join(' ');
}
