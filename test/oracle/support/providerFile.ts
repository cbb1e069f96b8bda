/** Where Debian puts the Java provider with which keytool writes the keystores that we refuse by name, such as BKS. */

export const providerPackage = 'libbcprov-java';
export const providerFile = '/usr/share/java/bcprov.jar';
