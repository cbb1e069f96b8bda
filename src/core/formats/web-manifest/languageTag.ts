/** BCP 47 language tags (RFC 5646), as far as Android's resources can name them: language, script and region. */

export interface LanguageTag {
  /** Lower case. */
  readonly language: string;
  /** `Hant`. */
  readonly script?: string;
  /** `BR` or `419`. */
  readonly region?: string;
}

/** `undefined` when it is not such a tag; variants and extensions are passed over. */
export function parseLanguageTag(text: string): LanguageTag | undefined {
  const match = /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{1,8})*$/i.exec(text.slice(0, 64));
  if (match === null) return undefined;
  const [, language = '', script, region] = match;
  return {
    language: language.toLowerCase(),
    ...(script !== undefined && { script: script.slice(0, 1).toUpperCase() + script.slice(1).toLowerCase() }),
    ...(region !== undefined && { region: region.toUpperCase() }),
  };
}
