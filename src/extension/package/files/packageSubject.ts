/** Which package a command or panel is about: a recorded one of an app, or any package file. */

import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type AppEntry } from '../../app/appEntry.ts';

export interface PackageSubject {
  /** Absolute. */
  readonly path: string;
  /** Of a recorded package. */
  readonly recorded?: { readonly app: AppEntry; readonly record: PackageRecord };
}

/** The same for the same package, however it was named. */
export function subjectKey({ path, recorded }: PackageSubject): string {
  return recorded ? `${recorded.app.folder}\n${recorded.record.id}` : path;
}
