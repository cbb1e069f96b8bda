/** What Google Play does with a file that was uploaded: packages, symbols, pictures and internal sharing. */

import { randomBytes } from 'node:crypto';
import { type ReadPackageFacts } from '../support/packageFacts.ts';
import { type StoredFile } from '../support/storedFile.ts';
import { imagesKey } from './editMethods.ts';
import { badRequest, notFound, GoogleRefusal } from '../support/googleRefusal.ts';
import { type PlayApp, type PlayEdit } from './playState.ts';

/** Kinds of pictures of which an app has one; of the others up to eight. */
const singleImages = new Set(['icon', 'featureGraphic', 'tvBanner']);
const mostImages = 8;

export async function addPackage(
  kind: 'apk' | 'bundle',
  file: StoredFile,
  edit: PlayEdit,
  app: PlayApp,
  read: ReadPackageFacts,
): Promise<unknown> {
  if (kind === 'apk' && app.bundlesOnly) throw badRequest('APKs are not allowed for this application.');
  const facts = await read(file);
  const what = kind === 'apk' ? 'APK' : 'Android App Bundle';
  if (facts === undefined) throw badRequest(`The ${what} could not be parsed.`);
  if (facts.identifier !== app.packageName) {
    throw badRequest(`The ${what} has the wrong package name: ${facts.identifier}. It must be ${app.packageName}.`);
  }
  const { versionCode } = facts;
  const isUsed = app.usedCodes.has(versionCode) || edit.state.artifacts.some((artifact) => artifact.versionCode === versionCode);
  if (isUsed && kind === 'apk') {
    const more = { domain: 'androidpublisher', reason: 'apkUpgradeVersionConflict' };
    throw new GoogleRefusal(403, 'APK specifies a version code that has already been used.', more);
  }
  if (isUsed) throw new GoogleRefusal(403, `Version code ${versionCode} has already been used.`);
  const { sha1, sha256 } = file;
  edit.state.artifacts.push({ kind, versionCode, sha1, sha256 });
  edit.files.set(versionCode, file);
  return kind === 'apk' ? { versionCode, binary: { sha1, sha256 } } : { versionCode, sha1, sha256 };
}

export function addSymbols(file: StoredFile, edit: PlayEdit, parameters: Readonly<Record<string, string>>): unknown {
  const { apkVersionCode = '', deobfuscationFileType = '' } = parameters;
  if (!edit.state.artifacts.some(({ versionCode }) => String(versionCode) === apkVersionCode)) {
    throw notFound(`APK/bundle with version code ${apkVersionCode} is not found.`);
  }
  if (file.size === 0) throw badRequest('The deobfuscation file is empty.');
  edit.state.symbols[`${apkVersionCode}/${deobfuscationFileType}`] = file.sha256;
  return { deobfuscationFile: { symbolType: deobfuscationFileType } };
}

export function addImage(file: StoredFile, edit: PlayEdit, parameters: Readonly<Record<string, string>>): unknown {
  const key = imagesKey(parameters);
  const isPicture = file.head.subarray(1, 4).toString('latin1') === 'PNG' || file.head.readUInt16BE(0) === 0xffd8;
  if (!isPicture) throw badRequest('The image is neither PNG nor JPEG.');
  if (edit.state.listings[parameters['language'] ?? ''] === undefined) throw notFound(`Listing not found: ${parameters['language']}`);
  const { sha1, sha256 } = file;
  const image = { id: randomBytes(8).toString('hex'), url: `https://play-lh.googleusercontent.com/${sha1}`, sha1, sha256 };
  const before = edit.state.images[key] ?? [];
  const isSingle = singleImages.has(parameters['imageType'] ?? '');
  if (!isSingle && before.length >= mostImages) throw badRequest(`There are already ${mostImages} images of this type.`);
  edit.state.images[key] = isSingle ? [image] : [...before, image];
  return { image };
}

export interface SharedPackage {
  readonly packageName: string;
  readonly kind: 'apk' | 'bundle';
  readonly versionCode: number;
  readonly sha256: string;
  readonly downloadUrl: string;
}

export async function sharePackage(kind: 'apk' | 'bundle', file: StoredFile, app: PlayApp, read: ReadPackageFacts): Promise<SharedPackage> {
  const facts = await read(file);
  if (facts === undefined) throw badRequest('The uploaded file could not be parsed.');
  if (facts.identifier !== app.packageName) throw badRequest(`The package name must be ${app.packageName}.`);
  const downloadUrl = `https://play.google.com/apps/test/${randomBytes(8).toString('base64url')}/ahAO${randomBytes(12).toString('base64url')}`;
  return { packageName: app.packageName, kind, versionCode: facts.versionCode, sha256: file.sha256, downloadUrl };
}
