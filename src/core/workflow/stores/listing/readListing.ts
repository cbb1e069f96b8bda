/** The store listing as files: read, with what the store would refuse in it. */

import { createHash } from 'node:crypto';
import { fromUtf8, type Bytes } from '../../../base/bytes.ts';
import { bytesSource } from '../../../base/byteSource.ts';
import { Failure } from '../../../base/failure.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { imageKind } from '../../../formats/image/imageKind.ts';
import { imageSize } from '../../../formats/image/imageSize.ts';
import { jpegSize } from '../../../formats/image/jpegSize.ts';
import { parsePngHeader } from '../../../formats/image/pngRecords.ts';
import { type ContentDigester } from '../../../ports/contentDigester.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { hashFile } from '../../../packages/describePackage.ts';
import { type Listing, type ListingImage } from '../../../stores/storeListing.ts';
import { type ImageRule, type ListingRules, type TextRule } from './listingRules.ts';

export interface ListingWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly digester: ContentDigester;
}

const language = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
const picture = /\.(?:png|jpe?g)$/i;
const largestText = 64 * 1024;

export interface ReadListings<Text extends string, Image extends string> {
  readonly listings: readonly Listing<Text, Image>[];
  readonly issues: readonly Issue[];
}

/** Of all languages in the folder. Fails when it cannot be read. */
export async function readListingFolder<Text extends string, Image extends string>(
  world: ListingWorld,
  rules: ListingRules<Text, Image>,
  folder: string,
): Promise<ReadListings<Text, Image>> {
  const listings: Listing<Text, Image>[] = [];
  const issues: Issue[] = [];
  for (const { name, kind } of await world.files.readDirectory(folder)) {
    const path = world.paths.join(folder, name);
    if (kind !== 'directory') issues.push(createIssue('listing-file-unknown', { name }, { file: path }));
    else if (!language.test(name)) issues.push(createIssue('listing-language-unknown', { name }, { file: path }));
    else listings.push(await new LanguageReader(world, rules, issues).read(path, name));
  }
  return { listings, issues };
}

class LanguageReader<Text extends string, Image extends string> {
  readonly #world: ListingWorld;
  readonly #rules: ListingRules<Text, Image>;
  readonly #issues: Issue[];

  constructor(world: ListingWorld, rules: ListingRules<Text, Image>, issues: Issue[]) {
    this.#world = world;
    this.#rules = rules;
    this.#issues = issues;
  }

  async read(folder: string, name: string): Promise<Listing<Text, Image>> {
    const { store } = this.#rules;
    const textRules = entriesOf(this.#rules.texts);
    const imageRules = entriesOf(this.#rules.images);
    const texts: Partial<Record<Text, string>> = {};
    const images: Partial<Record<Image, readonly ListingImage[]>> = {};
    for (const entry of await this.#world.files.readDirectory(folder)) {
      const path = this.#world.paths.join(folder, entry.name);
      const isFolder = entry.kind === 'directory';
      const text = isFolder ? undefined : textRules.find(([, { file }]) => file === entry.name);
      const stem = isFolder ? entry.name : entry.name.replace(picture, '');
      const image = imageRules.find(([, rule]) => rule.isFolder === isFolder && rule.name === stem);
      if (text) texts[text[0]] = await this.#readText(path, text[1]);
      else if (image && (isFolder || picture.test(entry.name))) images[image[0]] = await this.#readImages(path, image[1]);
      else this.#issues.push(createIssue('listing-file-unknown', { name: entry.name }, { file: path }));
    }
    for (const [field, { file, isNeeded }] of textRules)
      if (isNeeded === true && (texts[field] ?? '') === '')
        this.#issues.push(createIssue('listing-text-empty', { language: name, field: file, store }, { file: folder }));
    return { language: name, texts, images };
  }

  async #readText(path: string, { limit, isAddress }: TextRule): Promise<string> {
    const { store } = this.#rules;
    const text = fromUtf8(await this.#world.files.readFile(path, { maxBytes: largestText }))
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .trim();
    const { length } = text;
    if (length > limit) this.#issues.push(createIssue('listing-text-too-long', { length, limit, store }, { file: path }));
    if (isAddress === true && text !== '' && (!/^https?:\/\//i.test(text) || URL.parse(text) === null))
      this.#issues.push(createIssue('listing-address-wrong', {}, { file: path }));
    return text;
  }

  async #readImages(path: string, rule: ImageRule): Promise<readonly ListingImage[]> {
    if (!rule.isFolder) return await this.#readImage(path, rule);
    const { files, paths } = this.#world;
    const names = (await files.readDirectory(path)).filter(({ kind }) => kind === 'file').map(({ name }) => name);
    const pictures: ListingImage[] = [];
    for (const name of names.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))) {
      const file = paths.join(path, name);
      if (picture.test(name)) pictures.push(...(await this.#readImage(file, rule)));
      else this.#issues.push(createIssue('listing-file-unknown', { name }, { file }));
    }
    const { most: limit } = rule;
    const { store } = this.#rules;
    if (pictures.length > limit)
      this.#issues.push(createIssue('listing-images-many', { count: pictures.length, limit, store }, { file: path }));
    return pictures;
  }

  /** Nothing where the picture cannot be sent. */
  async #readImage(file: string, { limitBytes, wantedInstead, mayHaveAlpha }: ImageRule): Promise<readonly ListingImage[]> {
    const { files, paths, digester } = this.#world;
    const { store } = this.#rules;
    const sizeBytes = (await files.stat(file))?.sizeBytes ?? 0;
    if (sizeBytes > limitBytes) {
      this.#issues.push(createIssue('listing-image-large', { sizeBytes, limitBytes, store }, { file }));
      return [];
    }
    const bytes = await files.readFile(file, { maxBytes: limitBytes });
    const form = imageKind(bytes);
    const size = form === 'PNG' ? imageSize(bytes) : form === 'JPEG' ? jpegSize(bytes) : undefined;
    if (!size) {
      this.#issues.push(createIssue('listing-image-unreadable', {}, { file }));
      return [];
    }
    const wanted = wantedInstead(size);
    if (wanted !== undefined)
      this.#issues.push(createIssue('listing-image-size', { width: size.width, height: size.height, wanted, store }, { file }));
    if (!mayHaveAlpha && form === 'PNG' && hasAlpha(bytes)) this.#issues.push(createIssue('listing-image-alpha', { store }, { file }));
    const sha256 = await hashFile(bytesSource(bytes), digester, undefined);
    const read = async (): Promise<Bytes> => {
      const again = await files.readFile(file, { maxBytes: limitBytes });
      if ((await hashFile(bytesSource(again), digester, undefined)) !== sha256) throw Failure.of('file-changed', { path: file });
      return again;
    };
    const contentType = form === 'PNG' ? 'image/png' : 'image/jpeg';
    return [{ name: paths.basename(file), contentType, sha256, md5: createHash('md5').update(bytes).digest('hex'), read }];
  }
}

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): readonly (readonly [Key, Value])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
  return Object.entries(table) as unknown as readonly (readonly [Key, Value])[];
}

/** Grey or colors with an alpha channel; `imageSize` has read this header. */
function hasAlpha(bytes: Bytes): boolean {
  const { colorType } = parsePngHeader(bytes);
  return colorType === 4 || colorType === 6;
}
