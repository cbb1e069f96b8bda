/** Numbers of APK Signature Scheme v3.2 (https://source.android.com/docs/security/features/apksigning/v3-2), as the platform has them. */

export const v32BlockId = 0x70e1c89f;

/** Attributes of a v3 or v3.1 signer: from which API level on, and up to which, a v3.2 block counts instead. */
export const hybridMinSdkAttributeId = 0xbf940529;
export const hybridMaxSdkAttributeId = 0x9f06b79c;
