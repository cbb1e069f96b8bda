/** Texts and pictures of a store, written as the files of a listing: in the folder of their language, and over nothing of another kind. */

import { utf8 } from '../../../base/bytes.ts';
import { Failure } from '../../../base/failure.ts';
import { type Confined } from '../../../ports/fileSystem.ts';
import { type HttpClient } from '../../../ports/httpClient.ts';
import { requireOutput } from '../../output.ts';
import { type ImageRule, type ListingRules, type TextRule } from './listingRules.ts';
import { type ListingWorld } from './readListing.ts';

export interface PulledListing {
  readonly languages: readonly string[];
  /** Absolute paths. */
  readonly written: readonly string[];
}

export interface PullPlace extends Confined {
  /** Absolute. */
  readonly folder: string;
  /** Whether whatever is at the place of a text or picture is replaced. */
  readonly mayReplace?: boolean;
}

/** A folder of a project is confined to it, since its links are not those of the person. */
export class ListingFiles {
  readonly #world: ListingWorld & { readonly http: HttpClient };
  readonly #place: PullPlace;
  readonly #store: string;
  readonly #signal: AbortSignal | undefined;
  readonly written: string[] = [];

  constructor(
    world: ListingWorld & { readonly http: HttpClient },
    place: PullPlace,
    { store }: Pick<ListingRules, 'store'>,
    signal: AbortSignal | undefined,
  ) {
    this.#world = world;
    this.#place = place;
    this.#store = store;
    this.#signal = signal;
  }

  async writeText(language: string, { file }: TextRule, text: string): Promise<void> {
    await this.#write(this.#pathOf(language, file), utf8(`${text}\n`), 'text');
  }

  /** `index` counts from 0. Left out when there is no picture at the address. */
  async writePicture(language: string, { name, isFolder }: ImageRule, index: number, url: string | null): Promise<void> {
    const image = url === null ? undefined : await download(this.#world.http, url, this.#signal);
    if (!image) return;
    const stem = isFolder ? this.#world.paths.join(name, String(index + 1)) : name;
    await this.#write(this.#pathOf(language, `${stem}.${image.extension}`), image.bytes, 'picture');
  }

  /** A language tag is part of a path here, whatever the server says. */
  #pathOf(language: string, name: string): string {
    if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(language))
      throw Failure.of('store-answer-unexpected', { store: this.#store, what: 'language' });
    return this.#world.paths.join(this.#place.folder, language, name);
  }

  async #write(path: string, bytes: Uint8Array, kind: 'text' | 'picture'): Promise<void> {
    const { within, mayReplace = false } = this.#place;
    await requireOutput(this.#world, { path, inputs: [], replaces: kind, mayReplace });
    await this.#world.files.writeFile(path, bytes, within === undefined ? {} : { within });
    this.written.push(path);
  }
}

const largestImage = 64 * 1024 * 1024;

/** Pictures are public: no token goes with the request. `undefined` when it is neither PNG nor JPEG. */
async function download(http: HttpClient, url: string, signal: AbortSignal | undefined) {
  const { status, body } = await http.request({ url, maxBytes: largestImage, retry: { attempts: 3 }, ...(signal && { signal }) });
  const extension = body[0] === 0x89 ? 'png' : body[0] === 0xff ? 'jpg' : undefined;
  return status === 200 && extension !== undefined ? { bytes: body, extension } : undefined;
}
