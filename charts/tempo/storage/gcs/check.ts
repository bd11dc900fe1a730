/** Checks the settings of Google Cloud Storage against a release of Tempo, and the identity. */
import { isOfGoogle, WORKLOAD_IDENTITY } from '../../credentials/identity';
import type { CheckContext, StorageFinding } from '../backend';
import { prefixFindings } from '../later-settings';
import { GCS_RULES } from './rules';
import type { GcsSettings } from './schema';

export const checkGcs = ({ prefix }: GcsSettings, context: CheckContext): readonly StorageFinding[] => [
  ...prefixFindings(prefix, context, (problem, fix) => GCS_RULES.says('no-such-field', problem, fix)),
  ...identity(context),
];

function identity({ identity: { workloadIdentity } = {} }: CheckContext): StorageFinding[] {
  if (workloadIdentity === undefined || isOfGoogle(workloadIdentity)) return [];
  const problem = `${workloadIdentity} is an identity of Azure, and tempo.storage.gcs is in Google Cloud`;
  return [{ key: WORKLOAD_IDENTITY, statement: GCS_RULES.says('other-cloud', problem, 'use NAME@PROJECT.iam.gserviceaccount.com') }];
}
