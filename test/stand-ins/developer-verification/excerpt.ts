/** Which part of Google's description of the Android Developer ID Status API the stand-in answers. */

export const developerIdMethods = ['packages.packageRegistrationStatus.*'];
