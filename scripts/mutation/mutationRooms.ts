/**
 * The rooms of `npm run mutate` and the tests that must notice a change in them. Mutants are tried folder by folder, so that a run that
 * reaches its limit goes on where it stopped.
 */

export interface MutationRoom {
  readonly name: string;
  /** Folders below `src`, with all that is in them. */
  readonly folders: readonly string[];
  /** Globs of test files. */
  readonly tests: readonly string[];
}

export const mutationRooms: readonly MutationRoom[] = [
  {
    name: 'core/signing',
    folders: ['core/signing'],
    // How apps and packages are signed and verified is tested through those who do it, too.
    tests: [
      'test/unit/core/signing/**/*.test.ts',
      'test/unit/core/packages/{describePackage,ipa/**/*}.test.ts',
      'test/unit/core/workflow/{signPackageFile,ios/*}.test.ts',
    ],
  },
  {
    name: 'core/formats',
    // Those of signatures and certificates.
    folders: [
      'core/formats/asn1',
      'core/formats/cms',
      'core/formats/code-signature',
      'core/formats/jar-manifest',
      'core/formats/java-keystore',
      'core/formats/password-encryption',
      'core/formats/pem',
      'core/formats/pkcs12',
      'core/formats/pkcs8',
      'core/formats/provisioning-profile',
      'core/formats/x509',
    ],
    tests: [
      'test/unit/core/formats/{asn1,cms,code-signature,jar-manifest,java-keystore,mach-o,password-encryption}/**/*.test.ts',
      'test/unit/core/formats/{pem,pkcs12,pkcs8,provisioning-profile,x509}/**/*.test.ts',
      'test/unit/core/signing/{cms,jar}/**/*.test.ts',
      'test/unit/core/assets/**/*.test.ts',
    ],
  },
  {
    name: 'core/workflow',
    folders: ['core/workflow'],
    // What the workflow does with signing files, iOS packages and stores is tested through the commands that do it.
    tests: [
      'test/unit/core/workflow/**/*.test.ts',
      'test/matrix/*.test.ts',
      'test/unit/cli/{appleCommands,ciCommands,keystoreCommands,otherCommands,packageCommands,projectCommands,reuseCommands}.test.ts',
      'test/unit/cli/{connectedCodes,packageTargets,packageVariants,remedies,remediesOfPackages,storeAccounts,verification}.test.ts',
      'test/unit/core/engines/reuse/*.test.ts',
      'test/unit/core/stores/{appGallery,appStore,appStoreConnect,firebase,googlePlay,intune,playChanges,playListing}.test.ts',
      'test/unit/cli/iosPackages.test.ts',
    ],
  },
];
