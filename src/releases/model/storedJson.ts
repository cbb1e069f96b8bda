/** Facts and origins as rows hold them: written by this server, read again by it, perhaps by a newer version. What is absent is unknown. */

import { unknownFacts, unknownOrigin, type BuildOrigin, type PackageFacts } from './packageFacts.ts';
import { type Json } from './tables.ts';

export function readFacts(stored: Json): PackageFacts {
  return { ...unknownFacts(''), ...objectOf(stored) };
}

export function readOrigin(stored: Json): BuildOrigin {
  return { ...unknownOrigin, ...objectOf(stored) };
}

function objectOf(stored: Json): Readonly<Record<string, Json>> {
  return isObject(stored) ? stored : {};
}

function isObject(stored: Json): stored is { readonly [key: string]: Json } {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored);
}
