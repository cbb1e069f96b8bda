/** Numbers of APK Signature Schemes v3 and v3.1 (https://source.android.com/docs/security/features/apksigning/v3 and v3-1). */

export const v3BlockId = 0xf05368c0;
export const v31BlockId = 0x1b93ad61;

/** Attribute: the history of signing keys, oldest first. */
export const proofOfRotationAttributeId = 0x3ba06f8c;
/** Attribute of a v3 signer: from which API level on a v3.1 signer counts instead. */
export const rotationMinSdkAttributeId = 0x559f8b02;
/** Attribute of a v3.1 signer: it is intended for a platform that is still being developed. */
export const rotationOnDevReleaseAttributeId = 0xc2a6b3ba;
