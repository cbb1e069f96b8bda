/**
 * What was found in a seal, bundle by bundle: who signed each, with which profile, what it claims against what that grants, and its findings.
 * And for each device that a profile names: which bundles keep it from installing the app.
 */

import { plainUdid } from '../../../assets/provisioning-profile/matchProfile.ts';
import { uncoveredEntitlements } from '../../../assets/provisioning-profile/matchEntitlements.ts';
import { type ProfileInspection } from '../../../assets/provisioning-profile/profileInspection.ts';
import { present } from '../../../base/present.ts';
import { plainPlist, type PlainValue } from '../../../formats/plist/plainPlist.ts';
import { plistEntry, type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { type BundleKind } from '../../../signing/apple/bundle/bundleTree.ts';
import { type VerifiedBundle } from '../../../signing/apple/verify/verifyBundle.ts';

/** What is said of a file in a bundle. */
export interface PlacedFinding {
  readonly file: string;
}

export interface BundleSeal<Finding extends PlacedFinding> {
  /** `Payload/Hello.app/PlugIns/Share.appex` */
  readonly path: string;
  readonly kind: BundleKind;
  readonly identifier?: string;
  /** Subject of the certificate, as the signature names it; absent for code without one. */
  readonly signer?: string;
  /** Name of the profile inside. */
  readonly profile?: string;
  /** Of programs. */
  readonly entitlements: readonly EntitlementGrant[];
  /** Of all files in it that belong to no bundle inside it. */
  readonly findings: readonly Finding[];
}

/** `unknown`: there is no profile that can be read, or it cannot be compared. */
export type GrantVerdict = 'granted' | 'missing' | 'differs' | 'unknown';

export interface EntitlementGrant {
  readonly key: string;
  readonly claimed: PlainValue;
  readonly verdict: GrantVerdict;
  /** What the profile says of it. */
  readonly granted?: PlainValue;
}

/** A device that a profile in the package names. */
export interface DeviceVerdict {
  readonly device: string;
  /** Programs whose profile does not name it, by path: with one of them, the device refuses the package. */
  readonly missingIn: readonly string[];
}

/** A hostile package can contain an unlimited number. */
const mostEntitlements = 500;
const mostDevices = 5000;

/** The app first. */
export function bundleSeals<Finding extends PlacedFinding>(
  bundles: readonly VerifiedBundle[],
  profiles: ReadonlyMap<string, ProfileInspection>,
  findings: readonly Finding[],
): readonly BundleSeal<Finding>[] {
  const paths = bundles.map(({ bundle }) => bundle.path);
  const found = Map.groupBy(findings, ({ file }) => innermost(paths, file));
  return bundles.toReversed().map(({ bundle, code }) => {
    const { path, kind, identifier } = bundle;
    const slice = code.slices.find(({ signer }) => signer) ?? code.slices[0];
    const profile = profiles.get(path);
    return {
      path,
      kind,
      ...present('identifier', identifier),
      ...present('signer', slice?.signer?.certificate.subject.text),
      ...present('profile', profile?.name),
      entitlements: slice?.entitlements && bundle.isProgram ? grants(slice.entitlements, profile) : [],
      findings: found.get(path) ?? [],
    };
  });
}

/** The bundle that a file belongs to, of paths of which the inner ones come first. */
function innermost(paths: readonly string[], file: string): string | undefined {
  return paths
    .filter((path) => file === path || file.startsWith(`${path}/`))
    .reduce<string | undefined>((best, path) => (best !== undefined && best.length >= path.length ? best : path), undefined);
}

function grants(claimed: PlistDictionary, inspection: ProfileInspection | undefined): readonly EntitlementGrant[] {
  const granted = inspection?.profile?.entitlements;
  const variables = { prefix: undefined, team: undefined, appIdentifier: undefined };
  const uncovered = new Map(granted && uncoveredEntitlements(claimed, granted, variables).map(({ key, verdict }) => [key, verdict]));
  return [...claimed.entries].slice(0, mostEntitlements).map(([key, value]) => {
    const grant = plistEntry(granted, key);
    return {
      key,
      claimed: plainPlist(value),
      verdict: granted ? (uncovered.get(key) ?? 'granted') : 'unknown',
      ...present('granted', grant && plainPlist(grant)),
    };
  });
}

/** In the order of the app's profile; empty when no profile names devices, as those of a store or for a whole company. */
export function deviceVerdicts(profiles: ReadonlyMap<string, ProfileInspection>): readonly DeviceVerdict[] {
  const lists = [...profiles].toReversed().flatMap(([path, { profile }]) => {
    if (!profile || profile.provisionsAllDevices || !profile.devices) return [];
    return [{ path, devices: profile.devices, plain: new Set(profile.devices.map(plainUdid)) }];
  });
  const verdicts = new Map<string, DeviceVerdict>();
  for (const { devices } of lists) {
    for (const device of devices) {
      const plain = plainUdid(device);
      if (verdicts.has(plain) || verdicts.size === mostDevices) continue;
      verdicts.set(plain, { device, missingIn: lists.filter((list) => !list.plain.has(plain)).map(({ path }) => path) });
    }
  }
  return [...verdicts.values()];
}
