/**
 * Which signatures a package carries and by whom, read from the signing block and the JAR signature files without hashing
 * anything. That they are right is for `verifyApk` and `verifyAppBundle` to say.
 */

/** A scheme that left its mark in the package. */
export type SigningScheme = 'v1' | 'v2' | 'v3' | 'v31' | 'v32';

export interface SigningSummary {
  readonly schemes: Readonly<Record<SigningScheme, boolean>>;
  /** The pairs of the APK Signing Block, in their order. */
  readonly blocks: readonly SigningBlockSummary[];
  /** Each certificate once, with the schemes that name it as the signer's. */
  readonly signers: readonly SignerSummary[];
}

export interface SigningBlockSummary {
  /** `0x7109871a` */
  readonly id: string;
  /** What it is, when this product knows it. */
  readonly name?: string;
  readonly sizeBytes: number;
}

export interface SignerSummary {
  readonly schemes: readonly SigningScheme[];
  /** Of the certificate, lower-case hexadecimal. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyAlgorithm: string;
  readonly keyBits: number;
}

/** `RSA 2048`; an algorithm whose name says the size has no bits. */
export function keyText({ keyAlgorithm, keyBits }: { readonly keyAlgorithm: string; readonly keyBits: number }): string {
  return keyBits === 0 ? keyAlgorithm : `${keyAlgorithm} ${keyBits}`;
}
