/**
 * The listing of an app in the App Store: texts of the app (`appInfoLocalizations`) and of a version (`appStoreVersionLocalizations`), and
 * screenshots by display type. Read, compared with what is wanted, and written where they differ.
 */

import { Failure } from '../../base/failure.ts';
import { textField, type JsonObject } from '../jsonObject.ts';
import { imageDifference, type Listing, type ListingDifference } from '../storeListing.ts';
import { addVersion, isEditable, listVersions } from './appStoreVersions.ts';
import { type ConnectApi, type NewResource, type Resource } from './connectApi.ts';
import { connectName, unlessThere } from './connectRefusal.ts';
import { listScreenshots, listSets, writeScreenshots, type LiveScreenshot, type ScreenshotWorld } from './appScreenshots.ts';

/** Of the app, in every version. */
const infoTexts = ['name', 'subtitle', 'privacyPolicyUrl', 'privacyChoicesUrl'] as const;
const versionTexts = ['description', 'keywords', 'promotionalText', 'supportUrl', 'marketingUrl', 'whatsNew'] as const;
export const appleListingTexts = [...infoTexts, ...versionTexts] as const;
export type AppleListingText = (typeof appleListingTexts)[number];

/** `ScreenshotDisplayType` of what an iOS app can run on, Apple Watch and iMessage included. */
export const displayTypes = [
  'APP_IPHONE_67',
  'APP_IPHONE_65',
  'APP_IPHONE_61',
  'APP_IPHONE_58',
  'APP_IPHONE_55',
  'APP_IPHONE_47',
  'APP_IPHONE_40',
  'APP_IPHONE_35',
  'APP_IPAD_PRO_3GEN_129',
  'APP_IPAD_PRO_3GEN_11',
  'APP_IPAD_PRO_129',
  'APP_IPAD_105',
  'APP_IPAD_97',
  'APP_WATCH_ULTRA',
  'APP_WATCH_SERIES_10',
  'APP_WATCH_SERIES_7',
  'APP_WATCH_SERIES_4',
  'APP_WATCH_SERIES_3',
  'IMESSAGE_APP_IPHONE_67',
  'IMESSAGE_APP_IPHONE_65',
  'IMESSAGE_APP_IPHONE_61',
  'IMESSAGE_APP_IPHONE_58',
  'IMESSAGE_APP_IPHONE_55',
  'IMESSAGE_APP_IPHONE_47',
  'IMESSAGE_APP_IPHONE_40',
  'IMESSAGE_APP_IPAD_PRO_3GEN_129',
  'IMESSAGE_APP_IPAD_PRO_3GEN_11',
  'IMESSAGE_APP_IPAD_PRO_129',
  'IMESSAGE_APP_IPAD_105',
  'IMESSAGE_APP_IPAD_97',
] as const;
export type DisplayType = (typeof displayTypes)[number];

export type AppleListing = Listing<AppleListingText, DisplayType>;

export interface LiveAppleListing {
  readonly language: string;
  readonly texts: Readonly<Partial<Record<AppleListingText, string>>>;
  readonly screenshots: readonly { readonly type: DisplayType; readonly pictures: readonly LiveScreenshot[] }[];
}

/** Where a listing is kept: the information of the app, and one version. */
export interface ListingPlace {
  readonly infoId: string;
  readonly versionId: string;
  /** As people see it. */
  readonly version: string;
}

const infoType = 'appInfoLocalizations';
const versionType = 'appStoreVersionLocalizations';
const liveInfo: ReadonlySet<string> = new Set(['READY_FOR_DISTRIBUTION', 'REPLACED_WITH_NEW_INFO']);

/**
 * What can be changed, or else what is in the store. Fails with `store-listing-version-missing` for an app without any version, and with
 * `store-version-unknown` when another one is named, unless that one is going to be made: Apple begins it as a copy of the newest.
 */
export async function findListing(
  api: ConnectApi,
  app: Resource,
  { version, isMade }: { readonly version: string | undefined; readonly isMade: boolean },
): Promise<ListingPlace> {
  const versions = await listVersions(api, app.id);
  const named = versions.find((each) => (version === undefined ? isEditable(each) : each.version === version));
  const found = named ?? versions[0];
  if (!found) throw noVersion(app);
  if (!named && version !== undefined && !isMade) throw Failure.of('store-version-unknown', { store: connectName, version });
  return { infoId: await findInfo(api, app), versionId: found.id, version: version ?? found.version };
}

/**
 * What can be changed; a version that is not there yet is made. Fails with `store-version-not-editable` for a version that is there and closed,
 * and with `store-listing-version-missing` when none is named and none is open.
 */
export async function openListing(api: ConnectApi, app: Resource, wanted: string | undefined): Promise<ListingPlace> {
  const versions = await listVersions(api, app.id);
  const found = versions.find((each) => (wanted === undefined ? isEditable(each) : each.version === wanted));
  if (found && !isEditable(found))
    throw Failure.of('store-version-not-editable', { store: connectName, version: found.version, state: found.state ?? '' });
  if (found) return { infoId: await findInfo(api, app), versionId: found.id, version: found.version };
  if (wanted === undefined) throw noVersion(app);
  const versionId = await addVersion(api, app.id, { versionString: wanted });
  return { infoId: await findInfo(api, app), versionId, version: wanted };
}

function noVersion({ attributes }: Resource): Failure {
  return Failure.of('store-listing-version-missing', { store: connectName, appIdentifier: textField(attributes, 'bundleId') ?? '' });
}

/** Apple has one for the next version beside the one in the store. */
async function findInfo(api: ConnectApi, app: Resource): Promise<string> {
  const infos = await api.list(`/v1/apps/${encodeURIComponent(app.id)}/appInfos`);
  const stateOf = ({ attributes }: Resource): string => textField(attributes, 'state') ?? textField(attributes, 'appStoreState') ?? '';
  const found = infos.find((each) => !liveInfo.has(stateOf(each))) ?? infos[0];
  if (!found) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'appInfos' });
  return found.id;
}

async function listInfoTexts(api: ConnectApi, { infoId }: ListingPlace): Promise<readonly Resource[]> {
  return await api.list(`/v1/appInfos/${encodeURIComponent(infoId)}/${infoType}`);
}

async function listVersionTexts(api: ConnectApi, { versionId }: ListingPlace): Promise<readonly Resource[]> {
  return await api.list(`/v1/appStoreVersions/${encodeURIComponent(versionId)}/${versionType}`);
}

function ofLanguage(resources: readonly Resource[], language: string): Resource | undefined {
  return resources.find(({ attributes }) => textField(attributes, 'locale') === language);
}

export async function readAppleListings(api: ConnectApi, place: ListingPlace): Promise<readonly LiveAppleListing[]> {
  const infos = await listInfoTexts(api, place);
  const versions = await listVersionTexts(api, place);
  const languages = new Set([...infos, ...versions].map(({ attributes }) => textField(attributes, 'locale') ?? ''));
  const listings: LiveAppleListing[] = [];
  for (const language of languages) {
    const version = ofLanguage(versions, language);
    const texts = { ...filled(infoTexts, ofLanguage(infos, language)), ...filled(versionTexts, version) };
    listings.push({ language, texts, screenshots: version ? await readScreenshots(api, version.id) : [] });
  }
  return listings;
}

async function readScreenshots(api: ConnectApi, localizationId: string): Promise<LiveAppleListing['screenshots']> {
  const found: { type: DisplayType; pictures: readonly LiveScreenshot[] }[] = [];
  for (const { id, type: said } of await listSets(api, localizationId)) {
    const type = displayTypes.find((each) => each === said);
    if (type) found.push({ type, pictures: await listScreenshots(api, id) });
  }
  return found;
}

function filled(fields: readonly AppleListingText[], of: Resource | undefined): LiveAppleListing['texts'] {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = textField(of?.attributes, field);
      return text === undefined || text === '' ? [] : [[field, text]];
    }),
  );
}

/** What writing would change. */
export async function compareAppleListings(
  api: ConnectApi,
  place: ListingPlace,
  wanted: readonly AppleListing[],
): Promise<readonly ListingDifference[]> {
  const live = await readAppleListings(api, place);
  return wanted.flatMap(({ language, texts, images }) => {
    const there = live.find((each) => each.language === language);
    const changed = appleListingTexts.flatMap((field): ListingDifference[] => {
      const to = texts[field];
      const from = there?.texts[field];
      return to === undefined || sameText(to, from ?? '') ? [] : [{ language, field, from: from ?? null, to }];
    });
    const pictures = displayTypes.flatMap((type) => {
      const own = images[type]?.map(({ name, md5 }) => ({ name, digest: md5 }));
      const known = there?.screenshots.find((each) => each.type === type)?.pictures ?? [];
      const difference = own && imageDifference(language, type, { there: known.map(({ md5 }) => md5 ?? ''), own });
      return difference ? [difference] : [];
    });
    return [...changed, ...pictures];
  });
}

/** Apple keeps the line ends of the browser that a text was typed in. */
function sameText(one: string, other: string): boolean {
  return one === other.replaceAll('\r\n', '\n').trim();
}

/**
 * Writes what differs. Each step looks at what is there, so that a killed run is repeated as a whole: a picture that is there is not sent again,
 * and one that was only begun is replaced.
 */
export async function writeAppleListings(
  api: ConnectApi,
  {
    place,
    mainLanguage,
    world,
  }: { readonly place: ListingPlace; readonly mainLanguage: string | undefined; readonly world: ScreenshotWorld },
  wanted: readonly AppleListing[],
  differences: readonly ListingDifference[],
): Promise<void> {
  for (const { language, texts, images } of wanted) {
    const fields = new Set(differences.filter((each) => each.language === language).map(({ field }) => field));
    const given = (names: readonly AppleListingText[]): JsonObject =>
      Object.fromEntries(names.flatMap((name) => (fields.has(name) ? [[name, texts[name] === '' ? null : texts[name]]] : [])));
    const info = given(infoTexts);
    if (Object.keys(info).length > 0) {
      const known = await listInfoTexts(api, place);
      // Apple wants a name in each language; until there is one, it is that of the main language.
      const name = texts.name ?? textField(ofLanguage(known, mainLanguage ?? '')?.attributes, 'name');
      const relationships = { appInfo: ['appInfos', place.infoId] } as const;
      const attributes = { ...(name !== undefined && { name }), ...info };
      await writeTexts(api, { type: infoType, list: async () => await listInfoTexts(api, place), relationships }, language, {
        changed: info,
        whole: attributes,
      });
    }
    const types = displayTypes.filter((type) => fields.has(type));
    const version = given(versionTexts);
    if (Object.keys(version).length === 0 && types.length === 0) continue;
    const relationships = { appStoreVersion: ['appStoreVersions', place.versionId] } as const;
    const list = async (): Promise<readonly Resource[]> => await listVersionTexts(api, place);
    const id = await writeTexts(api, { type: versionType, list, relationships }, language, { changed: version, whole: version });
    for (const type of types) await writeScreenshots(world, api, { localizationId: id, type, pictures: images[type] ?? [] });
  }
}

interface TextsPlace {
  readonly type: string;
  readonly list: () => Promise<readonly Resource[]>;
  readonly relationships: NonNullable<NewResource['relationships']>;
}

/** The id of the texts in the language, which are made when they are not there. */
async function writeTexts(
  api: ConnectApi,
  { type, list, relationships }: TextsPlace,
  language: string,
  { changed, whole }: { readonly changed: JsonObject; readonly whole: JsonObject },
): Promise<string> {
  const find = async (): Promise<Resource | undefined> => ofLanguage(await list(), language);
  const known = await find();
  if (!known) {
    const created = api.create(`/v1/${type}`, { type, attributes: { locale: language, ...whole }, relationships });
    if (await unlessThere(created, async () => (await find()) !== undefined)) return (await created).id;
  }
  // An answer was lost, or Apple made it together with the other texts of the language.
  const found = known ?? (await find());
  if (!found) throw Failure.of('store-answer-unexpected', { store: connectName, what: type });
  if (Object.keys(changed).length > 0) await api.update(`/v1/${type}`, type, found.id, changed);
  return found.id;
}
