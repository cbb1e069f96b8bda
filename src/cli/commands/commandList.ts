/** All commands, in the order of the help. */

import { type Command } from '../grammar/command.ts';
import { certificateCombine } from './certificate/combine.ts';
import { certificateConvert } from './certificate/convert.ts';
import { certificateInspect } from './certificate/inspect.ts';
import { certificateRequest } from './certificate/request.ts';
import { doctor } from './doctor.ts';
import { init } from './init.ts';
import { keystoreCreate } from './keystore/create.ts';
import { keystoreExportCertificate } from './keystore/exportCertificate.ts';
import { keystoreInspect } from './keystore/inspect.ts';
import { keystoreRecover } from './keystore/recover.ts';
import { packageCreate } from './package/create.ts';
import { packageInspect } from './package/inspect.ts';
import { packageList } from './package/list.ts';
import { packageSign } from './package/sign.ts';
import { packageVerify } from './package/verify.ts';
import { profileInspect } from './profile/inspect.ts';
import { validate } from './validate.ts';

export const commandList: readonly Command[] = [
  init,
  doctor,
  validate,
  packageCreate,
  packageList,
  packageInspect,
  packageVerify,
  packageSign,
  keystoreCreate,
  keystoreInspect,
  keystoreExportCertificate,
  keystoreRecover,
  certificateRequest,
  certificateCombine,
  certificateConvert,
  certificateInspect,
  profileInspect,
];
