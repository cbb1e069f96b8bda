/** What a page says before the tap: whether the device that opened it can install the package. What is not known is not said. */

import { androidApiLevel } from '../../core/packages/androidVersionName.ts';
import { type ProfileKind } from '../../core/formats/provisioning-profile/provisioningProfile.ts';
import { type Visitor, type VisitorSystem } from './visitor.ts';

export interface InstallDemands {
  /** `null` for custom packages. */
  readonly system: VisitorSystem | null;
  /** API level. */
  readonly minSdk: number | undefined;
  readonly minimumIos: string | undefined;
  /** Of an Android package: names of its ABIs; empty where it has no native code. */
  readonly abis: readonly string[];
  readonly profileKind: ProfileKind | undefined;
  /** Whether the profile lists the device; `null` when it is not known which device this is. */
  readonly isProvisioned: boolean | null;
}

export interface Notice {
  /** `refuse`: it cannot work, so the button is not offered. */
  readonly level: 'refuse' | 'warn' | 'good';
  readonly text: string;
}

const phones: ReadonlySet<VisitorSystem | null> = new Set(['Android', 'iOS'] as const);

export function deviceNotices(demands: InstallDemands, visitor: Visitor): readonly Notice[] {
  const refusals = [storeOnly(demands), otherSystem(demands, visitor), tooOld(demands, visitor), notProvisioned(demands)];
  const refusal = refusals.find((text) => text !== undefined);
  if (refusal !== undefined) return [{ level: 'refuse', text: refusal }];
  const isOnDevice = visitor.system === demands.system && phones.has(visitor.system);
  const warnings = isOnDevice ? [inApp(demands, visitor), otherArchitecture(demands, visitor)] : [];
  const good = demands.isProvisioned === true ? ['This device is in the provisioning profile of the app.'] : [];
  return [
    ...warnings.flatMap((text) => (text === undefined ? [] : [{ level: 'warn' as const, text }])),
    ...good.map((text) => ({ level: 'good' as const, text })),
  ];
}

function storeOnly({ profileKind }: InstallDemands): string | undefined {
  if (profileKind !== 'app-store') return undefined;
  return 'This package is for the App Store. No device can install it from a page; ask the developer for an ad hoc package or for TestFlight.';
}

/** A computer may download a package for a phone, to put it there by cable; a phone with another system has no use for it. */
function otherSystem({ system }: InstallDemands, visitor: Visitor): string | undefined {
  if (system === null || visitor.system === null || visitor.system === system || !phones.has(visitor.system)) return undefined;
  const device = visitor.system === 'iOS' ? 'an iPhone or iPad' : 'an Android device';
  return `This app is for ${system}, and this is ${device}. Open the page on a device with ${system}.`;
}

function tooOld({ system, minSdk, minimumIos }: InstallDemands, { system: own, osVersion }: Visitor): string | undefined {
  if (own !== system || osVersion === null) return undefined;
  if (own === 'iOS' && minimumIos !== undefined && compareVersions(osVersion, minimumIos) < 0)
    return `This app needs iOS ${minimumIos}, and this device has iOS ${osVersion}. Update the device first.`;
  const level = own === 'Android' ? androidApiLevel(osVersion) : undefined;
  if (level !== undefined && minSdk !== undefined && level < minSdk)
    return `This app needs a newer Android than the Android ${osVersion} of this device. Update the device first.`;
  return undefined;
}

function notProvisioned({ profileKind, isProvisioned }: InstallDemands): string | undefined {
  if (isProvisioned !== false || profileKind === 'in-house') return undefined;
  return 'This device is registered, but the app is not signed for it yet. The developer sees it in the list of devices; open this page again later.';
}

function inApp({ system }: InstallDemands, { isInApp }: Visitor): string | undefined {
  if (!isInApp) return undefined;
  const browser = system === 'iOS' ? 'Safari' : 'the browser of the device, such as Chrome';
  return `This page is open inside another app, which may not be able to install. Open it in ${browser}: use the menu of the app, or copy the address.`;
}

const abiOf: Readonly<Record<string, string>> = { arm64: 'arm64-v8a', arm: 'armeabi-v7a', x86_64: 'x86_64', x86: 'x86' };

function otherArchitecture({ abis }: InstallDemands, { system, architecture }: Visitor): string | undefined {
  if (system !== 'Android' || architecture === null || abis.length === 0) return undefined;
  // A 64-bit browser may run on a system that takes 32-bit apps as well.
  const fitting =
    architecture === 'arm64' ? ['arm64-v8a', 'armeabi-v7a'] : architecture === 'x86_64' ? ['x86_64', 'x86'] : [abiOf[architecture]];
  if (abis.some((abi) => fitting.includes(abi))) return undefined;
  return `The app has native code for ${abis.join(', ')}, and this device seems to be ${abiOf[architecture]}. It may refuse to install it.`;
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number));
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
