/** Checks that every process of Tempo can read its configuration, and that every Secret and key that a pod reads exists. */
import type { Check } from '../check';
import { checkAccounts } from './accounts';
import { checkBucketJob } from './bucket-job/bucket-job';
import { checkCompaction, checkCompactors } from './compactors';
import { checkCredentialFile } from './credential-file';
import { checkCredentials } from './credentials';
import { checkExternalSecrets } from './external-secrets';
import { checkLocalDisk, checkPersistence } from './persistence';
import { checkPodIdentity } from './pod-identity';
import { checkProcesses } from './processes';
import { checkReceivers } from './receivers';
import { checkReferences } from './references';
import { MICROSERVICES_RULES } from './rules';
import { checkSecrets } from './secrets/secrets';
import { checkBucket, checkStorage } from './storage';
import { checkStrays } from './strays';

export const microservices: Check = {
  rules: MICROSERVICES_RULES,
  run: ({ world, lookup, tempos }) => ({
    findings: [
      ...tempos.flatMap((tempo) => [
        ...checkProcesses(tempo, world, lookup),
        ...checkStrays(tempo, tempos, world, lookup),
        ...checkCredentials(tempo, world),
        ...checkStorage(tempo, world),
        ...checkPodIdentity(tempo, world),
        ...checkCredentialFile(tempo, world),
        ...checkPersistence(tempo, world),
        ...checkLocalDisk(tempo, world),
        ...checkReceivers(tempo, world),
      ]),
      ...checkCompactors(tempos, world),
      ...checkCompaction(tempos, world, lookup),
      ...checkReferences(world, lookup),
      ...checkAccounts(world, lookup),
      ...checkBucket(world),
      ...checkBucketJob(world, lookup),
      ...checkExternalSecrets(world),
      ...checkSecrets(world),
    ],
    judged: tempos.reduce((sum, { readers }) => sum + readers.length, 0) + lookup.pods.length,
  }),
};
