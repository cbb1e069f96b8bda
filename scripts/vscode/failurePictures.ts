/** Where the picture of a failed window test is: of its last failure. Git ignores the folder. */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';

const folder = join(projectRoot, 'out', 'window-failures');

export function failurePicture(title: string): string {
  return join(folder, `${title.replace(/[^a-z0-9]+/gi, '-')}.png`);
}

/** Its path where a picture was taken. */
export function takenPicture(title: string): string | undefined {
  const path = failurePicture(title);
  return existsSync(path) ? path : undefined;
}

export function forgetFailurePictures(): void {
  rmSync(folder, { recursive: true, force: true });
}
