/** The key that signs a package: the user's own debug key for `debug`, otherwise the keystore of the settings. */

import { createIssue, type Issue } from '../base/issue.ts';
import { openKeyAsking } from './openKeyAsking.ts';
import { type Secret } from '../base/secret.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { openDebugKey } from './debugKey.ts';
import { isWritten, type PlatformApp } from './openApp.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export interface SigningKey {
  readonly identity: SigningIdentity | undefined;
  readonly issues: readonly Issue[];
  /** For the log to be kept free of. */
  readonly secrets: readonly Secret[];
}

/** A keystore has kilobytes; what is larger is not one. */
export const largestKeystore = 8 * 1024 * 1024;

/** Without needed passwords this says what can be known without them. */
export async function openSigningKey(
  world: WorkflowWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  isNeeded: boolean,
): Promise<SigningKey> {
  const { effective, app } = target;
  if (usesDebugKey(target)) {
    const identity = isNeeded ? await openDebugKey(world) : undefined;
    return { identity, issues: [], secrets: [] };
  }
  const { keystore } = effective;
  const place = target.placeOf(keystore, '/android/keystore');
  if (!keystore) {
    const issue = createIssue('signing-keystore-not-set', { buildType: effective.buildType.value }, place);
    return { identity: undefined, issues: isWritten(app, '/android/keystore') ? [] : [issue], secrets: [] };
  }
  const path = world.paths.resolve(app.folder, keystore.value);
  const stat = await world.files.stat(path);
  if (stat?.kind !== 'file') {
    return { identity: undefined, issues: [createIssue('signing-keystore-missing', { path: keystore.value }, place)], secrets: [] };
  }
  const issues: Issue[] = [];
  if (stat.mode !== undefined && (stat.mode & 0o004) !== 0)
    issues.push(createIssue('signing-keystore-readable', { path: keystore.value }, place));
  if (await world.sourceControl.isTracked(path)) issues.push(createIssue('signing-keystore-tracked', { path: keystore.value }, place));
  const password = await passwords.ask({ purpose: 'keystore', file: path, isNeeded });
  if (!password) return { identity: undefined, issues, secrets: [] };
  const alias = effective.keyAlias?.value;
  const bytes = await world.files.readFile(path, { maxBytes: largestKeystore });
  const opened = await openKeyAsking(bytes, {
    file: path,
    password,
    passwords,
    isNeeded,
    ...(alias !== undefined && { alias }),
    ...(world.sessionCache && { cache: world.sessionCache }),
  });
  const placed = opened.issues.map((issue) => placeKeyIssue(issue, target, path));
  return { identity: opened.identity, issues: [...issues, ...placed], secrets: opened.secrets };
}

/** What is wrong with the alias stands at the alias of the settings, the rest at the keystore of the settings. */
function placeKeyIssue(issue: Issue, { effective, placeOf }: PlatformApp, path: string): Issue {
  const isOfAlias = issue.code.startsWith('keystore-alias');
  const [value, pointer] = isOfAlias ? [effective.keyAlias, '/android/keyAlias'] : [effective.keystore, '/android/keystore'];
  const place = placeOf(value, pointer);
  return { ...issue, place: place.file === undefined ? { file: path } : place };
}

/** A keystore of the settings is for releases; one that is given for this very package counts for `debug` too. */
function usesDebugKey({ effective }: PlatformApp): boolean {
  return effective.buildType.value === 'debug' && effective.keystore?.origin.kind !== 'option';
}
