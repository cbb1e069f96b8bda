/** Where Debian puts the platform's own resources (API 29). */

export const frameworkPackage = 'android-framework-res';
export const frameworkFile = '/usr/share/android-framework-res/framework-res.apk';
