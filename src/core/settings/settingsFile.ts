/** Names and limits of the settings file. What is in it is `appSettings.ts`, and field by field `settingsModel.ts`. */

export const settingsFileName = 'mobile-distribution.json';

/** Next to the settings: the ledger, produced packages, logs and locks. */
export const productFolderName = '.mobile-distribution';

/** A settings file of a person has a few hundred bytes; these bounds only stop files that are something else. */
export const settingsLimits = { characters: 1024 * 1024, depth: 32 } as const;

/** Four bytes a character at most, so that a file at the limit is still reported as settings. */
export const largestSettingsFile: number = settingsLimits.characters * 4;
