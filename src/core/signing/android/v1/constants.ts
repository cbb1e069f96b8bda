/** Numbers of APK Signature Scheme v1, the JAR signature (https://source.android.com/docs/security/features/apksigning#v1). */

/** The attribute of signature files that names the newer schemes which signed too, so that their removal is noticed. */
export const apkSignedAttribute = 'X-Android-APK-Signed';
