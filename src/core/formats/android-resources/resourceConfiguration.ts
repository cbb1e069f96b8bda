/**
 * The qualifiers of one variant of a resource (`ResTable_config`). Absent means "any". Encoders and decoders keep all of
 * them; the fields are named as in ResourceTypes.h, split where the C structure packs several into one.
 */

/** `anydpi`: fits every screen, as vectors and adaptive icons do. */
export const anyDensity = 0xfffe;

export interface ResourceConfiguration {
  readonly mcc?: number;
  readonly mnc?: number;
  /** ISO 639, lower case: `fr`. */
  readonly language?: string;
  /** ISO 3166-1 or UN M.49, upper case: `BR`. */
  readonly region?: string;
  readonly script?: string;
  readonly variant?: string;
  readonly numberingSystem?: string;
  /** Dots per inch; 65534 is `anydpi`, 65535 `nodpi`. */
  readonly density?: number;
  readonly sdkVersion?: number;
  readonly minorVersion?: number;
  readonly smallestScreenWidthDp?: number;
  readonly screenWidthDp?: number;
  readonly screenHeightDp?: number;
  readonly screenWidth?: number;
  readonly screenHeight?: number;
  readonly orientation?: number;
  readonly touchscreen?: number;
  readonly keyboard?: number;
  readonly navigation?: number;
  readonly inputFlags?: number;
  readonly grammaticalInflection?: number;
  readonly screenLayout?: number;
  readonly uiMode?: number;
  readonly screenLayout2?: number;
  readonly colorMode?: number;
}
