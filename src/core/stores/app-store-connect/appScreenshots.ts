/**
 * Screenshots of a version in one language: sets by display type, each picture reserved, sent in the parts that Apple asks for, committed with its
 * checksum, and put in order (developer.apple.com/documentation/appstoreconnectapi/uploading-assets-to-app-store-connect).
 */

import { bytesSource } from '../../base/byteSource.ts';
import { Failure } from '../../base/failure.ts';
import { shownText } from '../../base/shownText.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { numberField, objectField, objectsField, textField } from '../jsonObject.ts';
import { type ListingImage } from '../storeListing.ts';
import { type ConnectApi, type Resource } from './connectApi.ts';
import { connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';
import { readParts, sendParts } from './uploadParts.ts';

export interface ScreenshotWorld {
  readonly http: HttpClient;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

export interface LiveScreenshot {
  readonly id: string;
  /** Of the file that was sent; `null` for one that was only begun, or refused. */
  readonly md5: string | null;
  /** Of the whole picture; `null` until Apple has made it. */
  readonly url: string | null;
}

const type = 'appScreenshots';
const setType = 'appScreenshotSets';
const addressRenewals = 3;
const lookEveryMs = 2000;
const mostLooks = 60;

export async function listSets(
  api: ConnectApi,
  localizationId: string,
): Promise<readonly { readonly id: string; readonly type: string | undefined }[]> {
  const sets = await api.list(`/v1/appStoreVersionLocalizations/${encodeURIComponent(localizationId)}/${setType}`);
  return sets.map(({ id, attributes }) => ({ id, type: textField(attributes, 'screenshotDisplayType') }));
}

/** In the order of the store. */
export async function listScreenshots(api: ConnectApi, setId: string): Promise<readonly LiveScreenshot[]> {
  return (await api.list(`/v1/${setType}/${encodeURIComponent(setId)}/${type}`)).map((picture) => {
    const { id, attributes } = picture;
    const isGood = deliveryOf(picture).state !== 'FAILED';
    return { id, md5: (isGood ? textField(attributes, 'sourceFileChecksum')?.toLowerCase() : undefined) ?? null, url: urlOf(picture) };
  });
}

/** `templateUrl` has places for width, height and format. */
function urlOf({ attributes }: Resource): string | null {
  const asset = objectField(attributes, 'imageAsset');
  const template = textField(asset, 'templateUrl');
  const [width, height] = [numberField(asset, 'width'), numberField(asset, 'height')];
  if (template === undefined || width === undefined || height === undefined) return null;
  return template.replace('{w}', String(width)).replace('{h}', String(height)).replace('{f}', 'png');
}

function deliveryOf({ attributes }: Resource): { readonly state: string | undefined; readonly errors: readonly string[] } {
  const delivery = objectField(attributes, 'assetDeliveryState');
  const errors = objectsField(delivery, 'errors').map((each) =>
    shownText([textField(each, 'code'), textField(each, 'description')].filter((text) => text !== undefined).join(' ')),
  );
  return { state: textField(delivery, 'state'), errors };
}

export interface WantedScreenshots {
  readonly localizationId: string;
  readonly type: string;
  readonly pictures: readonly ListingImage[];
}

/** Afterwards the set has these pictures in this order. Fails with `store-picture-refused`. */
export async function writeScreenshots(world: ScreenshotWorld, api: ConnectApi, wanted: WantedScreenshots): Promise<void> {
  const setId = await requireSet(api, wanted);
  const there = [...(await listScreenshots(api, setId))];
  const kept = wanted.pictures.map(({ md5 }) => {
    const index = there.findIndex((each) => each.md5 === md5);
    return index < 0 ? undefined : there.splice(index, 1)[0];
  });
  // Before others are sent: a set takes ten.
  await removeAll(api, there);
  const ids: string[] = [];
  const sent: [id: string, name: string][] = [];
  for (const [index, picture] of wanted.pictures.entries()) {
    const id = kept[index]?.id ?? (await sendScreenshot(world, api, setId, picture));
    ids.push(id);
    if (!kept[index]) sent.push([id, picture.name]);
  }
  const now = await listScreenshots(api, setId);
  // A reservation whose answer was lost.
  await removeAll(
    api,
    now.filter(({ id }) => !ids.includes(id)),
  );
  const order = now.map(({ id }) => id).filter((id) => ids.includes(id));
  if (ids.some((id, index) => id !== order[index]))
    await api.arrange(`/v1/${setType}/${encodeURIComponent(setId)}/relationships/${type}`, type, ids);
  for (const [id, name] of sent) await untilTaken(world, api, id, name);
}

async function requireSet(api: ConnectApi, { localizationId, type: displayType }: WantedScreenshots): Promise<string> {
  const find = async (): Promise<string | undefined> => (await listSets(api, localizationId)).find((each) => each.type === displayType)?.id;
  const known = await find();
  if (known !== undefined) return known;
  const attributes = { screenshotDisplayType: displayType };
  const relationships = { appStoreVersionLocalization: ['appStoreVersionLocalizations', localizationId] } as const;
  const created = api.create(`/v1/${setType}`, { type: setType, attributes, relationships });
  if (await unlessThere(created, async () => (await find()) !== undefined)) return (await created).id;
  const found = await find();
  if (found === undefined) throw Failure.of('store-answer-unexpected', { store: connectName, what: setType });
  return found;
}

async function removeAll(api: ConnectApi, pictures: readonly LiveScreenshot[]): Promise<void> {
  for (const { id } of pictures)
    try {
      await api.remove(`/v1/${type}/${encodeURIComponent(id)}`);
    } catch (error) {
      // It was removed by a request whose answer was lost.
      if (!(error instanceof ConnectRefusal && error.status === 404)) throw error;
    }
}

async function sendScreenshot({ http, signal }: ScreenshotWorld, api: ConnectApi, setId: string, picture: ListingImage): Promise<string> {
  const bytes = await picture.read();
  const relationships = { appScreenshotSet: [setType, setId] } as const;
  let reserved = await api.create(`/v1/${type}`, {
    type,
    attributes: { fileName: picture.name, fileSize: bytes.length },
    relationships,
  });
  const { id } = reserved;
  const path = `/v1/${type}/${encodeURIComponent(id)}`;
  for (let left = addressRenewals; ; left -= 1) {
    const parts = readParts(reserved.attributes, bytes.length);
    if (!parts) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'uploadOperations' });
    const outcome = await sendParts({ http, source: bytesSource(bytes), parts, onSent: () => {}, onPart: () => {}, signal });
    if (outcome === 'sent') break;
    if (left === 0) throw Failure.of('store-upload-stopped', { store: connectName, sentBytes: 0 });
    reserved = await api.get(path);
  }
  await api.update(`/v1/${type}`, type, id, { uploaded: true, sourceFileChecksum: picture.md5 });
  return id;
}

/** Apple looks at a picture after it was committed. What takes longer than two minutes is left to it. */
async function untilTaken({ wait, signal }: ScreenshotWorld, api: ConnectApi, id: string, name: string): Promise<void> {
  for (let look = 1; look <= mostLooks; look += 1) {
    const { state, errors } = deliveryOf(await api.get(`/v1/${type}/${encodeURIComponent(id)}`));
    if (state === 'COMPLETE') return;
    if (state === 'FAILED') throw Failure.of('store-picture-refused', { store: connectName, name, reason: errors.join('; ') || state });
    signal?.throwIfAborted();
    await wait(lookEveryMs);
  }
}
