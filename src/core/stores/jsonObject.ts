/** Answers of stores: JSON objects of which nothing is sure but what was looked at. */

import { fromUtf8, type Bytes } from '../base/bytes.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `undefined` for anything but an object in JSON. */
export function parseJsonObject(text: string | Bytes): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(typeof text === 'string' ? text : fromUtf8(text));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function textField(object: JsonObject | undefined, name: string): string | undefined {
  const value = object && Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function numberField(object: JsonObject | undefined, name: string): number | undefined {
  const value = object && Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'number' ? value : undefined;
}

export function objectField(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object && Object.hasOwn(object, name) ? object[name] : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** The objects of a list; others in it are left out. */
export function objectsField(object: JsonObject | undefined, name: string): readonly JsonObject[] {
  const value: unknown = object && Object.hasOwn(object, name) ? object[name] : undefined;
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
