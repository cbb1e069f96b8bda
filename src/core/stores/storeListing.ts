/** A store listing that is kept as files: its texts and pictures in one language, and how they differ from what is at the store. */

import { type Bytes } from '../base/bytes.ts';

export interface ListingImage {
  readonly name: string;
  readonly contentType: 'image/png' | 'image/jpeg';
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly md5: string;
  /** Reads the file once more, as all pictures of a listing together are large. Fails with `file-changed`. */
  readonly read: () => Promise<Bytes>;
}

/** What is absent is left as it is at the store. `Text` and `Image` are the names that the store has for them. */
export interface Listing<Text extends string = string, Image extends string = string> {
  readonly language: string;
  readonly texts: Readonly<Partial<Record<Text, string>>>;
  readonly images: Readonly<Partial<Record<Image, readonly ListingImage[]>>>;
}

export interface ListingDifference {
  readonly language: string;
  /** As the store calls it. */
  readonly field: string;
  /** Texts, or names and digests of pictures; `null` where there is nothing. */
  readonly from: string | null;
  readonly to: string;
}

/** The difference in one kind of pictures; `undefined` where the digests are those at the store, in this order. */
export function imageDifference(
  language: string,
  field: string,
  { there, own }: { readonly there: readonly string[]; readonly own: readonly { readonly name: string; readonly digest: string }[] },
): ListingDifference | undefined {
  if (there.length === own.length && own.every(({ digest }, index) => digest === there[index])) return undefined;
  const to = own.map(({ name, digest }) => `${name} ${shortDigest(digest)}`).join(', ');
  return { language, field, from: there.length === 0 ? null : there.map(shortDigest).join(', '), to };
}

function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
