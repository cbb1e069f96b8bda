/** Numbers of APK Signature Scheme v4 (https://source.android.com/docs/security/features/apksigning/v4). */

export const v4Version = 2;
/** SHA-256. */
export const v4HashAlgorithm = 1;
/** Pages of 4096 bytes. */
export const v4LogBlockSize = 12;
