/** What the client of a release server is asked to send. */

import { type ByteSource } from '../../core/base/byteSource.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type BuildInput } from './buildInput.ts';
import { type WebhookEvent, type WebhookKind } from '../model/webhooks.ts';

export interface PackageInput {
  readonly fileName: string;
  readonly file: ByteSource;
  readonly build?: BuildInput | undefined;
  readonly sending?: SendingOptions | undefined;
}

export interface ReleaseInput extends PackageInput {
  /** For packages that do not say it. */
  readonly shortVersion?: string | undefined;
  readonly version?: string | undefined;
  readonly groups: readonly string[];
  readonly testers: readonly string[];
  /** Names of stores that the server has an account at. */
  readonly stores?: readonly string[] | undefined;
  readonly notes?: string | undefined;
  readonly isMandatory: boolean;
  readonly notifiesTesters: boolean;
  /** Custom fields: texts by their names. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

export interface SendingOptions {
  /** Called with the number of bytes that the server has. */
  readonly onProgress?: (doneBytes: number) => void;
  /** Of an upload of the same file that did not come to its end: it goes on where it is there still. */
  readonly uploadId?: string | undefined;
  /** Called with the upload before its first byte, so that another attempt can go on with it. */
  readonly onBegin?: (uploadId: string) => unknown;
  /** When it is cancelled nothing of it stays on the server: no one will go on with it. */
  readonly isRemovedWhenCancelled?: boolean;
}

export interface WebhookInput {
  readonly name: string;
  readonly kind: WebhookKind;
  readonly url: Secret;
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly secret?: Secret | undefined;
}

export interface DestinationsInput {
  readonly groups: readonly string[];
  readonly testers: readonly string[];
  /** Names of stores that the server has an account at. */
  readonly stores?: readonly string[] | undefined;
  readonly isMandatory: boolean;
  readonly notifiesTesters: boolean;
}
