/**
 * Screenshots: checksums, what Apple refuses of a picture, its order in the set, and the public address it has afterwards. The upload of the parts is
 * that of every file.
 */

import { createHash } from 'node:crypto';
import { type StandInAnswer, type StandInRequest } from '../support/standInServer.ts';
import { type BuildUploads } from './buildUploads.ts';
import { ConnectRefusal, wrongState } from './connectErrors.ts';
import { type Resource, type Resources } from './resources.ts';

const mostInSet = 10;
const checksumError = { code: 'IMAGE_CHECKSUM_MISMATCH', description: 'The checksum is not that of the picture.' };
const alphaError = { code: 'IMAGE_ALPHA_NOT_ALLOWED', description: 'Images can’t contain alpha channels or transparencies.' };
const formError = { code: 'IMAGE_TOOL_FAILURES', description: 'The picture cannot be read.' };

export function reserveScreenshot(picture: Resource, resources: Resources, uploads: BuildUploads): void {
  const [set] = resources.related(picture, 'appScreenshotSet');
  if (set === undefined || resources.related(set, 'appScreenshots').length > mostInSet)
    throw wrongState(`A set takes ${mostInSet} screenshots.`);
  uploads.openFile(picture);
}

/** `uploaded: true` was said. */
export function commitScreenshot(picture: Resource, uploads: BuildUploads, given: Readonly<Record<string, unknown>>): void {
  const bytes = uploads.wholeFile(picture.id);
  if (bytes === undefined) throw wrongState('Not all parts of the file were uploaded.');
  const isGood = given['sourceFileChecksum'] === createHash('md5').update(bytes).digest('hex');
  setDelivery(picture, isGood ? 'UPLOAD_COMPLETE' : 'FAILED', isGood ? [] : [checksumError]);
  delete picture.attributes['uploadOperations'];
}

/** Apple looks at the picture some time after it was committed. */
export function finishScreenshot(picture: Resource, uploads: BuildUploads, origin: string): void {
  if ((picture.attributes['assetDeliveryState'] as { state: string }).state !== 'UPLOAD_COMPLETE') return;
  const bytes = uploads.wholeFile(picture.id) ?? Buffer.alloc(0);
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG' && bytes.length > 33;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  // The fourth byte behind the sides of a PNG is its color type; 4 and 6 have an alpha channel.
  const hasAlpha = isPng && [4, 6].includes(bytes[25] ?? 0);
  if (hasAlpha || !(isPng || isJpeg)) return setDelivery(picture, 'FAILED', [hasAlpha ? alphaError : formError]);
  setDelivery(picture, 'COMPLETE', []);
  const [width, height] = isPng ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [1, 1];
  picture.attributes['imageAsset'] = { templateUrl: `${origin}/picture/${picture.id}/{w}x{h}bb.{f}`, width, height };
}

function setDelivery(picture: Resource, state: string, errors: readonly object[]): void {
  picture.attributes['assetDeliveryState'] = { state, errors, warnings: [] };
}

/** A request to the public address of a picture; undefined for another address. */
export function answerPicture(request: StandInRequest, uploads: BuildUploads, note: (message: string) => void): StandInAnswer | undefined {
  const { path, headers } = request.seen;
  const [, id, size] = /^\/picture\/([\w-]+)\/(\d+x\d+)bb\.png$/u.exec(path) ?? [];
  if (!path.startsWith('/picture/')) return undefined;
  if (headers['authorization'] !== undefined) note('the token is sent to the address of a picture');
  const bytes = id === undefined || size === undefined ? undefined : uploads.wholeFile(id);
  return bytes === undefined ? { status: 404 } : { status: 200, headers: { 'content-type': 'image/png' }, bytes };
}

export function orderScreenshots(set: Resource, resources: Resources, ids: readonly string[]): void {
  const there = resources.related(set, 'appScreenshots').map(({ id }) => id);
  if (there.length !== ids.length || !there.every((id) => ids.includes(id)))
    throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'The order must have every screenshot of the set.');
  resources.order(set, 'appScreenshots', ids);
}
