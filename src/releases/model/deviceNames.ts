/** How devices of Apple are named: by the identifier that provisioning profiles list, and in the list that Apple's site takes. */

/** As profiles write it; `undefined` for what is not a UDID: 40 hexadecimal digits, since 2018 `00008030-001A…`, of a Mac a UUID. */
export function normalizedUdid(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{40}$/i.test(trimmed)) return trimmed.toLowerCase();
  const isNewer = /^[0-9a-f]{8}-[0-9a-f]{16}$/i.test(trimmed) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed);
  return isNewer ? trimmed.toUpperCase() : undefined;
}

interface ListedDevice {
  readonly udid: string;
  readonly name: string | null;
  readonly model: string | null;
}

/** Apple's format for registering several devices at once: columns between tabs, a Mac with its platform. */
export function appleDeviceList(devices: readonly ListedDevice[]): string {
  const rows = devices.map(({ udid, name, model }) => {
    const label = (name ?? model ?? udid).replace(/[\t\r\n]+/g, ' ').slice(0, 50);
    return [udid, label, (model ?? '').startsWith('Mac') ? 'mac' : 'ios'].join('\t');
  });
  return `${['Device ID\tDevice Name\tDevice Platform', ...rows].join('\n')}\n`;
}
