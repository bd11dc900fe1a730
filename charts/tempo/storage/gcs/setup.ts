/** The configuration of Google Cloud Storage. It is the same for both charts. */
import { identityMarks } from '../../credentials/identity';
import type { SecretKey } from '../../credentials/secret';
import type { SetupContext, StorageSetup } from '../backend';
import type { GcsSettings } from './schema';

/** The variable with the path of a key, which the client of Google Cloud reads; Tempo has no field for it. */
export const FILE_VARIABLE = 'GOOGLE_APPLICATION_CREDENTIALS';

/** The mount path of the key of a service account. */
const KEY_FOLDER = '/etc/tempo-gcs';

export const gcsSetup = ({ bucket, prefix }: GcsSettings, { credentials: { identity, secretKey } }: SetupContext): StorageSetup => ({
  values: { bucket_name: bucket, ...(prefix !== undefined && { prefix }) },
  flags: {},
  ...(secretKey ? keyFile(secretKey) : { variables: [], volumes: [], mounts: [] }),
  ...identityMarks(identity),
});

const keyFile = ({ secret, key }: SecretKey): Pick<StorageSetup, 'variables' | 'volumes' | 'mounts'> => ({
  variables: [{ name: FILE_VARIABLE, value: `${KEY_FOLDER}/${key}` }],
  volumes: [{ name: 'gcs-key', secret: { secretName: secret, items: [{ key, path: key }] } }],
  mounts: [{ name: 'gcs-key', mountPath: KEY_FOLDER, readOnly: true }],
});
