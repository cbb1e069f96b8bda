/** Removes the temporary files that a killed process left among an app's packages. Called while no other run of the app is under way. */

import { type AppWorld } from './openApp.ts';

/** The names that the file system gives to files that are being written: `.<name>.<12 hexadecimal digits>.tmp`. */
const leftover = /^\..+\.(apk|aab|ipa)\.[0-9a-f]{12}\.tmp$/;

export async function removeLeftovers({ files, paths }: AppWorld, folder: string): Promise<void> {
  for (const { name, kind } of await files.readDirectory(folder)) {
    if (kind === 'file' && leftover.test(name)) await files.remove(paths.join(folder, name));
  }
}
