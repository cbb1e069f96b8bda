/** The Android platform versions (API levels) at which signature checking changed. */

/** `MessageDigest` names other than SHA-1 are understood in JAR manifests. */
export const sdkJellyBeanMr2 = 18;
/** Signed attributes in the blocks of JAR signatures are checked. */
export const sdkKitKat = 19;
/** DSA signatures with SHA-256 in the blocks of JAR signatures are verified. */
export const sdkLollipop = 21;
/** APK Signature Scheme v2. */
export const sdkNougat = 24;
/** Apps of the second sandbox version need v2 or newer. */
export const sdkOreo = 26;
/** APK Signature Scheme v3. */
export const sdkPie = 28;
/** APK Signature Scheme v3.1. */
export const sdkTiramisu = 33;

/** APK Signature Scheme v3.2. */
export const sdkCinnamonBun = 37;

/** "And every later version": the largest signed 32-bit number, as the v3 block writes it. */
export const sdkMax = 0x7fffffff;

/** An app that targets this version or a later one needs v2 or newer. */
export const sdkWhereV2BecameRequired = 30;
