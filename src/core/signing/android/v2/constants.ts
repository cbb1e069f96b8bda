/** Numbers of APK Signature Scheme v2 (https://source.android.com/docs/security/features/apksigning/v2). */

export const v2BlockId = 0x7109871a;

/** Attribute: the id of a newer scheme that signed too, so that its removal is noticed. */
export const strippingProtectionAttributeId = 0xbeeff00d;

/** How the schemes are numbered in stripping protection and in the header of JAR signatures. */
export const v2SchemeId = 2;
export const v3SchemeId = 3;

/** Android limits the work one package can cause. */
export const maxSigners = 10;
