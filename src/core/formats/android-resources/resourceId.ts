/** Resource ids: 0xPPTTEEEE, package, type and entry. */

export function resourceId(packageId: number, typeId: number, entryId: number): number {
  return ((packageId << 24) | (typeId << 16) | entryId) >>> 0;
}

export function packageOfId(id: number): number {
  return id >>> 24;
}

export function typeOfId(id: number): number {
  return (id >>> 16) & 0xff;
}

export function entryOfId(id: number): number {
  return id & 0xffff;
}

/** `0x7f010000`, as tools and people write it. */
export function formatResourceId(id: number): string {
  return `0x${id.toString(16).padStart(8, '0')}`;
}
