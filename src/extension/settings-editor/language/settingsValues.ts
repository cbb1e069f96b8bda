/** The values that can be written at a place of the settings, as far as the app tells more than the schema. Pure. */

import { type AppValidation } from '../../../core/workflow/validateApp.ts';
import { type NearbyFiles } from '../../app/fixes/nearbyFiles.ts';

export interface SettingsValue {
  readonly value: string | number;
  readonly why: 'proposed' | 'lastPackage' | 'nextCode' | 'engineVersion' | 'found' | 'alias' | 'identity' | 'otherPlatform';
  readonly isPreferred?: true;
}

export interface ValuesInput {
  readonly path: readonly string[];
  /** Of the platform the place belongs to, or of any for what is shared. */
  readonly validation: AppValidation | undefined;
  readonly otherIdentifier: string | undefined;
  readonly near: NearbyFiles;
  readonly aliases: readonly string[];
  readonly engineVersions: readonly string[];
  readonly icons: readonly string[];
}

export function settingsValues({
  path,
  validation,
  otherIdentifier,
  near,
  aliases,
  engineVersions,
  icons,
}: ValuesInput): readonly SettingsValue[] {
  const found = (value: string): SettingsValue => ({ value, why: 'found' });
  switch (path.join('.').replace(/^(android|ios)\./, '')) {
    case 'appIdentifier': {
      const proposed = validation?.effective.appIdentifier;
      return [
        ...(otherIdentifier === undefined ? [] : [{ value: otherIdentifier, why: 'otherPlatform' } as const]),
        ...(proposed && proposed.origin.kind !== 'settings' ? [{ value: proposed.value, why: 'proposed' } as const] : []),
      ];
    }
    case 'version':
      return validation?.last?.version !== undefined ? nextVersions(validation.last.version) : [];
    case 'versionCode':
      return [{ value: (validation?.last?.versionCode ?? 0) + 1, why: 'nextCode', isPreferred: true }];
    case 'engineVersion':
      return engineVersions.map((value) => ({ value, why: 'engineVersion' }));
    case 'keystore':
      return near.keystoreFiles.map(found);
    case 'certificate':
      return near.certificateFiles.map(found);
    case 'provisioningProfile':
      return near.profileFiles.map(found);
    case 'certificateIdentity':
      return validation?.signing?.platform === 'ios' ? validation.signing.identityNames.map((value) => ({ value, why: 'identity' })) : [];
    case 'keyAlias':
      return aliases.map((value) => ({ value, why: 'alias' }));
    case 'web.webDir':
      return near.webFolders.map(found);
    case 'web.startPage':
      return near.startPages.map(found);
    case 'web.icon':
      return icons.map(found);
    default:
      return [];
  }
}

/** The last version again, and the next patch, minor and major one. */
function nextVersions(last: string): readonly SettingsValue[] {
  const numbers = /^\d{1,9}(\.\d{1,9}){0,2}$/.test(last) ? last.split('.').map(Number) : [];
  const [major = 0, minor = 0, patch = 0] = numbers;
  const next = numbers.length === 0 ? [] : [`${major}.${minor}.${patch + 1}`, `${major}.${minor + 1}.0`, `${major + 1}.0.0`];
  return [{ value: last, why: 'lastPackage' }, ...next.map((value): SettingsValue => ({ value, why: 'proposed' }))];
}
