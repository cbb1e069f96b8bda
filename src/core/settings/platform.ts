/** The platforms packages are built for, and their build types (CONTRIBUTING.md, "Words"). */

export const platforms = ['android', 'ios'] as const;
export type Platform = (typeof platforms)[number];

/** As their makers write them. */
export const platformNames = { android: 'Android', ios: 'iOS' } as const;

export function isPlatform(name: unknown): name is Platform {
  return platforms.some((platform) => platform === name);
}

/** A platform that this version does not know keeps its own word. */
export function platformName(platform: string): string {
  return isPlatform(platform) ? platformNames[platform] : platform;
}

export const androidBuildTypes = ['debug', 'release', 'app-bundle'] as const;
export type AndroidBuildType = (typeof androidBuildTypes)[number];

export const iosBuildTypes = ['development', 'ad-hoc', 'app-store', 'in-house'] as const;
export type IosBuildType = (typeof iosBuildTypes)[number];

export type BuildType = AndroidBuildType | IosBuildType;

export const buildTypesOf = { android: androidBuildTypes, ios: iosBuildTypes } as const;
