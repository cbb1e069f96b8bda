/** Signatures, sizes, flags and field ids of zip records, named as in APPNOTE.TXT 6.3.10 (sections 4.3, 4.4, 4.5). */

export const localFileHeaderSignature = 0x04034b50;
export const centralFileHeaderSignature = 0x02014b50;
export const endOfCentralDirectorySignature = 0x06054b50;
export const zip64EndOfCentralDirectorySignature = 0x06064b50;
export const zip64LocatorSignature = 0x07064b50;

export const localFileHeaderSize = 30;
export const centralFileHeaderSize = 46;
export const endOfCentralDirectorySize = 22;
export const zip64EndOfCentralDirectorySize = 56;
export const zip64LocatorSize = 20;

/** General purpose bit flags (4.4.4). */
export const flagEncrypted = 0x0001;
export const flagDataDescriptor = 0x0008;
export const flagStrongEncryption = 0x0040;
export const flagUtf8 = 0x0800;
export const flagMaskedHeader = 0x2000;

export const methodStored = 0;
export const methodDeflated = 8;

/** Ids of extra fields: 4.5.3; 4.6.9; and the field that apksig and Android's build tools pad with. */
export const extraZip64 = 0x0001;
export const extraUnicodePath = 0x7075;
export const extraAndroidAlignment = 0xd935;

export const max16 = 0xffff;
export const max32 = 0xffffffff;
