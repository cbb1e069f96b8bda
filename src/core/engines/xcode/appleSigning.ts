/**
 * What Xcode needs to sign with the assets of a package: given to a step when it runs, never part of a plan. The key leaves this process in one file under a password of
 * this run alone, which Apple's `security` reads and which is gone afterwards.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { type ProcessMark } from '../../ports/runningProcesses.ts';

export interface AppleSigning {
  /** Of the certificate, in hexadecimal: how its identity is named to Xcode. */
  readonly sha1: string;
  readonly team: string | undefined;
  /** The profile for a program. */
  profileFor(identifier: string): InstallableProfile | undefined;
  /** Key and certificates under a new password, in the form that `security import` takes. */
  transport(): Promise<{ readonly file: Bytes; readonly password: Secret }>;
  /** A name that no other run has. */
  readonly runName: string;
  /** This process, so that a later one can tell whether what it finds was left over. */
  readonly owner: ProcessMark;
  isRunning(mark: ProcessMark): Promise<boolean | undefined>;
}

export interface InstallableProfile {
  readonly uuid: string;
  readonly bytes: Bytes;
}
