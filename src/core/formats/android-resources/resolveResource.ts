/** Follows references through a resource table to the value that a device would see. */

import { chooseConfiguration, type DeviceConfiguration } from './chooseConfiguration.ts';
import { type ResourceLookup } from './resourceLookup.ts';
import { type ResourceMap } from './resourceTableModel.ts';
import { type ResourceValue } from './resourceValue.ts';

/** As the platform: a longer chain is taken for a circle. */
export const maxReferences = 20;

/** The value of a resource for a device; `undefined` when it is not in the table or the chain of references does not end. */
export function resolveResource(lookup: ResourceLookup, id: number, device?: DeviceConfiguration): ResourceValue | ResourceMap | undefined {
  return resolveValue(lookup, { type: 'reference', id }, device);
}

/** The value itself, or what it refers to. References to theme attributes stay as they are: they need a theme. */
function resolveValue(
  lookup: ResourceLookup,
  value: ResourceValue | ResourceMap,
  device?: DeviceConfiguration,
): ResourceValue | ResourceMap | undefined {
  let current: ResourceValue | ResourceMap | undefined = value;
  for (let step = 0; step <= maxReferences; step += 1) {
    if (current?.type !== 'reference' || current.attribute === true) return current;
    if (current.id === 0) return { type: 'null' };
    const found = lookup.find(current.id);
    current = found && chooseConfiguration(found.entry.values, device)?.value;
  }
  return undefined;
}

/** The text that a device would show, such as a label; `undefined` when the value is no text. */
export function resolveText(lookup: ResourceLookup | undefined, value: ResourceValue, device?: DeviceConfiguration): string | undefined {
  const resolved = lookup === undefined ? value : resolveValue(lookup, value, device);
  return resolved?.type === 'string' ? resolved.value : undefined;
}
