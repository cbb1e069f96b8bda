/** A resource value as one would write it in a source file: `@0x7f010000`, `true`, `12dp`, `#ff2f6feb`. */

import { formatDimension, formatFraction } from './complexValue.ts';
import { formatResourceId } from './resourceId.ts';
import { type ResourceValue } from './resourceValue.ts';

export function formatResourceValue(value: ResourceValue): string {
  switch (value.type) {
    case 'null':
      return '@null';
    case 'empty':
      return '@empty';
    case 'reference':
      return formatReference(value);
    case 'string':
      return value.value;
    case 'float':
      return String(value.value);
    case 'dimension':
      return formatDimension(value.bits);
    case 'fraction':
      return formatFraction(value.bits);
    case 'integer':
      return value.hexadecimal === true ? `0x${(value.value >>> 0).toString(16)}` : String(value.value);
    case 'boolean':
      return String(value.value);
    case 'color':
      return formatColor(value);
    case 'unknown':
      return `(type 0x${value.dataType.toString(16)}) 0x${value.data.toString(16)}`;
  }
}

function formatReference({ id, attribute, name }: Extract<ResourceValue, { type: 'reference' }>): string {
  if (id === 0 && name === undefined) return '@null';
  return `${attribute === true ? '?' : '@'}${name ?? formatResourceId(id)}`;
}

/** The short forms contain one digit a channel, doubled in `argb`. */
function formatColor({ argb, form }: Extract<ResourceValue, { type: 'color' }>): string {
  const digits = argb.toString(16).padStart(8, '0');
  switch (form) {
    case 'argb8':
      return `#${digits}`;
    case 'rgb8':
      return `#${digits.slice(2)}`;
    case 'argb4':
      return `#${[0, 2, 4, 6].map((at) => digits[at]).join('')}`;
    case 'rgb4':
      return `#${[2, 4, 6].map((at) => digits[at]).join('')}`;
  }
}
