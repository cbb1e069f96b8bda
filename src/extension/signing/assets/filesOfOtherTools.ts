/** The files of other tools that settings are taken from and that may contain passwords. A plain list, as activation must not load their readers. */

const names = [
  'credentials.json',
  'eas.json',
  'app.json',
  'app.config.{json,ts,js,mjs,cjs}',
  'capacitor.config.{json,ts,js,mjs,cjs}',
  'twa-manifest.json',
  '*.csproj',
  'key.properties',
  'keystore.properties',
  'build.json',
  'release-signing.properties',
  'debug-signing.properties',
  'gradle.properties',
  'ExportOptions.plist',
  'exportOptions.plist',
];

export const filesOfOtherTools: readonly string[] = names.map((name) => `**/${name}`);
