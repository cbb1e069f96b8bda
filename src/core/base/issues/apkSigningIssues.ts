/**
 * What can be wrong with the signatures of an APK. The rows of the block schemes (v2, v3, v3.1) are one set of sentences
 * under a code of each scheme, such as `apk-v2-signature-invalid`.
 */

import { defineIssues } from './defineIssues.ts';

type Prefixed<Prefix extends string, Rows> = { readonly [Code in keyof Rows & string as `${Prefix}${Code}`]: Rows[Code] };

function withPrefix<const Prefix extends string, Rows extends Readonly<Record<string, unknown>>>(
  prefix: Prefix,
  rows: Rows,
): Prefixed<Prefix, Rows> {
  // The compiler cannot follow keys that are put together; the type above says the same as this line.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(Object.entries(rows).map(([code, row]) => [prefix + code, row])) as Prefixed<Prefix, Rows>;
}

const resign = 'Sign the package again';
const getIntact = 'Get the original package again, or sign it again if the change was intended';

/** The same findings in every signature scheme that lives in the APK Signing Block. */
const blockRows = defineIssues({
  'signers-malformed': { severity: 'error', message: 'The list of {scheme} signers is malformed', remedy: resign },
  'no-signers': { severity: 'error', message: 'The {scheme} signature has no signer', remedy: resign },
  'signer-malformed': { severity: 'error', message: 'Signer {signer} of the {scheme} signature is malformed', remedy: resign },
  'signature-malformed': {
    severity: 'error',
    message: 'Signature {number} of signer {signer} in the {scheme} block is malformed',
    remedy: resign,
  },
  'no-signatures': { severity: 'error', message: 'Signer {signer} of the {scheme} block has no signature', remedy: resign },
  'signature-algorithm-unknown': {
    severity: 'warning',
    message: 'Signer {signer} of the {scheme} block uses the unknown signature algorithm {algorithm}',
    remedy: 'No action is needed if there is also a known one',
  },
  'no-supported-signatures': {
    severity: 'error',
    message: 'Android API level {minSdk} does not support any signature of signer {signer} in the {scheme} block',
    remedy: 'Sign the package again with an RSA or EC key',
  },
  'public-key-malformed': {
    severity: 'error',
    message: 'The public key of signer {signer} in the {scheme} block cannot be read',
    remedy: resign,
  },
  'signature-invalid': {
    severity: 'error',
    message: 'The {scheme} signature of signer {signer} ({algorithm}) does not match what it signs',
    remedy: getIntact,
  },
  'certificate-malformed': {
    severity: 'error',
    message: 'Certificate {number} of signer {signer} in the {scheme} block cannot be read',
    remedy: resign,
  },
  'no-certificates': { severity: 'error', message: 'Signer {signer} of the {scheme} block has no certificate', remedy: resign },
  'public-key-mismatch': {
    severity: 'error',
    message: 'The public key of signer {signer} in the {scheme} block does not match its certificate',
    remedy: resign,
  },
  'digest-malformed': {
    severity: 'error',
    message: 'Digest {number} of signer {signer} in the {scheme} block is malformed',
    remedy: resign,
  },
  'algorithms-differ': {
    severity: 'error',
    message: 'Signer {signer} of the {scheme} block lists different algorithms for its signatures and its digests',
    remedy: resign,
  },
  'content-changed': {
    severity: 'error',
    message: 'The package was changed after it was signed with {scheme}: the {algorithm} digest of signer {signer} differs',
    remedy: getIntact,
  },
  'content-not-on-pages': {
    severity: 'error',
    message: 'The {scheme} signature of signer {signer} uses verity digests, but the signing block is not aligned to pages',
    remedy: resign,
  },
  'attribute-malformed': {
    severity: 'error',
    message: 'Attribute {number} of signer {signer} in the {scheme} block is malformed',
    remedy: resign,
  },
  'attribute-unknown': {
    severity: 'warning',
    message: 'Signer {signer} of the {scheme} block has the unknown attribute {attribute}',
    remedy: 'No action is needed; Android ignores it',
  },
});

/** Only where a signature is bound to a range of platforms: v3 and v3.1. */
const rangedRows = defineIssues({
  'sdk-range-invalid': {
    severity: 'error',
    message: 'Signer {signer} of the {scheme} block has an invalid range of API levels: {minSdk} to {maxSdk}',
    remedy: resign,
  },
  'sdk-range-mismatch': {
    severity: 'error',
    message: 'Signer {signer} of the {scheme} block declares API levels {minSdk} to {maxSdk} but signed {signedMinSdk} to {signedMaxSdk}',
    remedy: resign,
  },
  'sdk-ranges-inconsistent': {
    severity: 'error',
    message: 'The API levels of the {scheme} signers overlap or leave a gap',
    remedy: resign,
  },
  'sdk-versions-missing': {
    severity: 'error',
    message: 'The {scheme} signers cover API levels {minSdk} to {maxSdk} only; the package supports more',
    remedy: 'Sign the package again for all API levels it supports',
  },
  'lineage-malformed': {
    severity: 'error',
    message: 'The history of signing keys of signer {signer} in the {scheme} block is malformed',
    remedy: 'Sign the package again with an intact lineage file',
  },
  'lineage-invalid': {
    severity: 'error',
    message: 'The history of signing keys of signer {signer} in the {scheme} block is invalid',
    remedy: 'Sign the package again with an intact lineage file',
  },
  'lineage-certificate-mismatch': {
    severity: 'error',
    message: 'The history of signing keys of signer {signer} in the {scheme} block does not end with its certificate',
    remedy: 'Sign the package again with the newest key of the lineage',
  },
  'lineages-inconsistent': {
    severity: 'error',
    message: 'The histories of signing keys of the {scheme} signers contradict each other',
    remedy: 'Sign the package again with one lineage',
  },
});

const archiveRows = defineIssues({
  'package-directory-out-of-range': {
    severity: 'error',
    message: 'The central directory of the archive ({sizeBytes} bytes at {offset}) is not before its end record',
    remedy: 'Download or copy the package again; the file is damaged or incomplete',
  },
  'package-directory-too-large': {
    severity: 'error',
    message: 'The central directory of the archive has {sizeBytes} bytes, more than any real package',
    remedy: 'Choose a package that a build tool created',
  },
  'package-directory-malformed': {
    severity: 'error',
    message: 'Record {number} of the central directory is malformed',
    remedy: 'Download or copy the package again; the file is damaged or incomplete',
  },
  'package-entry-malformed': {
    severity: 'error',
    message: 'The entry {name} cannot be read: {reason}',
    remedy: 'Download or copy the package again; the file is damaged or incomplete',
  },
  'package-entries-overlap': {
    severity: 'error',
    message: 'The entry {name} overlaps another one',
    remedy: 'Choose a package that a build tool created',
  },
  'apk-manifest-missing': {
    severity: 'error',
    message: 'The package has no AndroidManifest.xml',
    remedy: 'Choose an .apk file that a build tool created',
  },
  'apk-min-sdk-unknown': {
    severity: 'error',
    message: 'The minimum Android version of the package cannot be read from its manifest: {reason}',
    remedy: 'Set the API level to check for, for example with --min-sdk 24',
    remedyInEditor: 'Rebuild the package, or download it again; its manifest is damaged',
  },
  'apk-min-sdk-above-max': {
    severity: 'error',
    message: 'The package requires API level {minSdk}, higher than the highest level to check ({maxSdk})',
    remedy: 'Check for a higher API level',
  },
});

const crossSchemeRows = defineIssues({
  'apk-v2-too-many-signers': {
    severity: 'error',
    message: 'The package has {count} v2 signers; Android accepts at most {limit}',
    remedy: 'Sign the package again with fewer keys',
  },
  'apk-v2-newer-signature-stripped': {
    severity: 'error',
    message: 'The v{missing} signature was removed; the v2 signature of signer {signer} requires it',
    remedy: getIntact,
  },
  'apk-v2-scheme-unknown': {
    severity: 'warning',
    message: 'The v2 signature of signer {signer} refers to the unknown signature scheme {unknown}',
    remedy: 'No action is needed; Android ignores it',
  },
  'apk-v2-missing-v1-signer': {
    severity: 'error',
    message: 'The v1 (JAR) signer did not sign with v2: {signer}',
    remedy: resign,
  },
  'apk-v1-missing-v2-signer': {
    severity: 'error',
    message: 'Signer {signer} of the v2 signature did not sign with v1',
    remedy: resign,
  },
  'apk-v3-several-older-signers': {
    severity: 'error',
    message: 'The package has one v3 signer but several signers of an older scheme',
    remedy: 'Sign the package again with one key',
  },
  'apk-v3-several-signers': {
    severity: 'error',
    message: 'The package has several v3 signers without a key history that connects them',
    remedy: 'Sign the package again with one key, or with a lineage file',
  },
  'apk-v3-older-signer-differs': {
    severity: 'error',
    message: 'The v3 signature uses another key than the older signatures, and no key history connects them',
    remedy: 'Sign the package again with one key, or with a lineage file',
  },
  'apk-v31-without-v3': {
    severity: 'error',
    message: 'The package has a v3.1 signature but no v3 signature',
    remedy: resign,
  },
  'apk-v31-rotation-sdk-mismatch': {
    severity: 'error',
    message: 'The new key applies from API level {declared} by the v3 signature, but from {actual} by the v3.1 signature',
    remedy: resign,
  },
  'apk-v31-stripped': {
    severity: 'error',
    message: 'The v3.1 signature for API level {declared} was removed; the v3 signature requires it',
    remedy: getIntact,
  },
  'apk-v31-rotation-sdk-missing': {
    severity: 'warning',
    message: 'The v3 signature does not protect the v3.1 signature for API level {actual} against removal',
    remedy: 'Sign the package again with a current tool',
  },
  'apk-target-sandbox-needs-v2': {
    severity: 'error',
    message: 'The package targets sandbox version {version}, which requires a v2 or v3 signature',
    remedy: 'Sign the package again with v2',
  },
  'apk-target-sdk-needs-v2': {
    severity: 'error',
    message: 'The package targets API level {targetSdk}, which requires a v2 or v3 signature',
    remedy: 'Sign the package again with v2',
  },
  'apk-source-stamp-not-checked': {
    severity: 'info',
    message: 'The package has a source stamp, which was not checked',
    remedy: 'Use apksigner to check the stamp if it matters',
  },
});

const v32Rows = defineIssues({
  'apk-v32-signers-not-hybrid': {
    severity: 'error',
    message:
      'The v3.2 block has {count} signers, {classical} classical and {postQuantum} post-quantum; Android requires exactly one of each',
    remedy: 'Sign the package again with one classical and one ML-DSA key',
  },
  'apk-v32-without-v3': {
    severity: 'error',
    message: 'The package has a v3.2 signature but no v3 signature for older Android versions',
    remedy: resign,
  },
  'apk-v32-stripped': {
    severity: 'error',
    message: 'The v3.2 signature for API level {declared} was removed; the {scheme} signature requires it',
    remedy: getIntact,
  },
  'apk-v32-sdk-mismatch': {
    severity: 'error',
    message: 'The v3.2 signature applies to API levels {actual}, but the {scheme} signature declares {declared}',
    remedy: resign,
  },
  'apk-v32-not-protected': {
    severity: 'warning',
    message: 'The {scheme} signature does not protect the v3.2 signature against removal',
    remedy: 'Sign the package again with a current tool',
  },
  'apk-v32-history-apart': {
    severity: 'warning',
    message: 'The key history of the v3.2 signers does not begin with the {scheme} signer, so Android 17 cannot update an installed app',
    remedy: 'Sign the package again with one lineage for all signatures',
  },
  'apk-v32-not-checked': {
    severity: 'warning',
    message: 'The ML-DSA signature of the v3.2 block was not checked; Android API level {minSdk} and later uses it',
    remedy: 'Verify the package with Node 24.6 or later',
    remedyInEditor: 'Verify the package on the command line with mdist package verify and Node 24.6 or later',
  },
});

const v4Rows = defineIssues({
  'apk-v4-malformed': {
    severity: 'error',
    message: 'The v4 signature file is malformed: {reason}',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-algorithm-unknown': {
    severity: 'error',
    message: 'The v4 signature uses the unknown signature algorithm {algorithm}',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-public-key-malformed': {
    severity: 'error',
    message: 'The public key in the v4 signature cannot be read',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-signature-invalid': {
    severity: 'error',
    message: 'The v4 signature ({algorithm}) does not match what it signs',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-certificate-malformed': {
    severity: 'error',
    message: 'The certificate in the v4 signature cannot be read',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-public-key-mismatch': {
    severity: 'error',
    message: 'The public key in the v4 signature does not match its certificate',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-content-changed': {
    severity: 'error',
    message: 'The v4 signature belongs to another file: the root of the hash tree differs',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-tree-changed': {
    severity: 'error',
    message: 'The hash tree in the v4 signature file does not match the package',
    remedy: 'Create the .idsig file again from the signed package',
  },
  'apk-v4-signer-mismatch': {
    severity: 'error',
    message: 'The v4 signature has another signer or digest than the v2 or v3 signature',
    remedy: 'Create the .idsig file again from the signed package',
  },
});

export const apkSigningIssues = {
  ...withPrefix('apk-v2-', blockRows),
  ...withPrefix('apk-v3-', blockRows),
  ...withPrefix('apk-v31-', blockRows),
  ...withPrefix('apk-v3-', rangedRows),
  ...withPrefix('apk-v31-', rangedRows),
  ...withPrefix('apk-v32-', blockRows),
  ...withPrefix('apk-v32-', rangedRows),
  ...archiveRows,
  ...crossSchemeRows,
  ...v32Rows,
  ...v4Rows,
};
