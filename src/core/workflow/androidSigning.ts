/** The key that signs a package: the user's own debug key for `debug`, otherwise the keystore of the settings. */

import { checkCertificateFitness } from '../assets/keystore/certificateFitness.ts';
import { largestKeystore } from '../assets/keystore/readKeystore.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { type Secret } from '../base/secret.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { androidBuildTypes } from '../settings/platform.ts';
import { openKeyAsking } from './openKeyAsking.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { openDebugKey } from './openDebugKey.ts';
import { isWritten, type PlatformApp } from './openApp.ts';
import { openSigningFile, type OpenedSigningFile } from './openSigningFile.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type SigningWorld } from './workflowWorld.ts';

export interface AndroidSigning {
  readonly platform: 'android';
  readonly identity: SigningIdentity | undefined;
  /** Of the key that would sign, as far as it can be seen. */
  readonly certificate: Certificate | undefined;
  readonly issues: readonly Issue[];
  /** For the log to be kept free of. */
  readonly secrets: readonly Secret[];
}

/** Without needed passwords this says what can be known without them. */
export async function openAndroidSigning(
  world: SigningWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  isNeeded: boolean,
): Promise<AndroidSigning> {
  if (usesDebugKey(target)) return { ...nothing, identity: isNeeded ? await openDebugKey(world) : undefined };
  const { effective, app } = target;
  const { keystore } = effective;
  if (!keystore) {
    const place = target.placeOf(keystore, '/android/keystore');
    const issue = createIssue('signing-keystore-not-set', { buildType: effective.buildType.value }, place);
    return { ...nothing, issues: isWritten(app, '/android/keystore') ? [] : [issue] };
  }
  const path = world.paths.resolve(app.folder, keystore.value);
  const file = await openSigningFile(world, path, largestKeystore);
  const ofFile = fileIssues(file, keystore.value);
  const placed = (issues: readonly Issue[]): Issue[] => issues.map((issue) => placeKeyIssue(issue, target, path));
  if (!file.bytes) return { ...nothing, issues: placed(ofFile) };
  const password = await passwords.ask({ purpose: 'keystore', file: path, isNeeded });
  const alias = effective.keyAlias?.value;
  const opened = await openKeyAsking(file.bytes, {
    file: path,
    password,
    passwords,
    isNeeded: isNeeded && password !== undefined,
    ...(alias !== undefined && { alias }),
    ...(world.sessionCache && { cache: world.sessionCache }),
  });
  // A missing password is not reported as an issue.
  const ofKey = opened.issues.filter(({ code }) => code !== 'keystore-password-missing');
  return {
    platform: 'android',
    identity: opened.identity,
    certificate: opened.certificate,
    issues: placed([...ofFile, ...ofKey, ...certificateIssues(target, opened.certificate, world.clock.now())]),
    secrets: opened.secrets,
  };
}

const nothing: AndroidSigning = { platform: 'android', identity: undefined, certificate: undefined, issues: [], secrets: [] };

/** What is wrong or doubtful about where and how the file is there. `shown` is its path as the settings have it. */
function fileIssues({ obstacle, isReadableByAll, isTracked }: OpenedSigningFile, shown: string): readonly Issue[] {
  switch (obstacle?.kind) {
    case 'missing':
      return [createIssue('signing-keystore-missing', { path: shown })];
    case 'folder':
      return [createIssue('signing-keystore-is-folder', { path: shown })];
    case 'too-large':
      return [createIssue('keystore-too-large', { sizeBytes: obstacle.sizeBytes })];
    case 'unreadable':
      return [createIssue('signing-keystore-unreadable', { path: shown, reason: obstacle.reason })];
    default:
      return [
        ...(isReadableByAll ? [createIssue('signing-keystore-readable', { path: shown })] : []),
        ...(isTracked ? [createIssue('signing-keystore-tracked', { path: shown })] : []),
      ];
  }
}

function certificateIssues({ effective }: PlatformApp, certificate: Certificate | undefined, now: Date): readonly Issue[] {
  const buildType = androidBuildTypes.find((known) => known === effective.buildType.value);
  if (!certificate || !buildType) return [];
  return checkCertificateFitness(effective.keyAlias?.value ?? certificate.subject.text, certificate, { buildType, now });
}

/** What is wrong with the alias is at the alias of the settings, the rest at the keystore of the settings. */
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
