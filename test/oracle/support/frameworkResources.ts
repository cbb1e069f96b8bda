/** The platform's own resources (API 29), which aapt2 links against and which make a large table to read. */

import { existsSync } from 'node:fs';
import { skipCurrent } from '../../support/currentRunnable.ts';
import { frameworkFile, frameworkPackage } from './frameworkFile.ts';

/** The path of the package. Called in a test or a `before` hook it skips, or fails under `CI=true`, when there is none. */
export function frameworkResources(): string {
  if (existsSync(frameworkFile)) return frameworkFile;
  const reason = `the platform's resources (Debian's ${frameworkPackage}) are not installed`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return skipCurrent(reason);
}
