/** How a running Tempo has access to its storage. No credential is copied. */
import path from 'node:path';
import { AWS_ROLE, AZURE_CLIENT, GOOGLE_ACCOUNT } from '../../charts/tempo/credentials/identity';
import { KEY_VARIABLE } from '../../charts/tempo/storage/azure/setup';
import { FILE_VARIABLE } from '../../charts/tempo/storage/gcs/setup';
import { isAmazon } from '../../charts/tempo/storage/s3/schema';
import { at, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';
import type { Stored } from './storage';
import type { Told } from './told';
import { sourceOfVariable, valueOfVariable, variableIn } from './variables';
import { volumeWith } from './volumes';

export interface Access {
  /** `tempo.credentials` of the cluster file; undefined if the storage needs none. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  /** The names of the variables, volumes and mounts that they replace. */
  readonly names: readonly string[];
  /** The annotation of the ServiceAccount that they replace. */
  readonly annotation?: string;
}

export function accessTo(stored: Stored, values: Values, namespace: string, told: Told): Access {
  if (stored.backend === 's3') return toS3(stored, values, namespace, told);
  if (stored.backend === 'gcs') return toGoogle(values, told);
  return stored.backend === 'azure' ? toAzure(stored, values, namespace, told) : { names: [] };
}

/** Variables that the S3 client reads by itself (minio-go, pkg/credentials). */
const OF_CLIENT = [
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY'],
  ['MINIO_ACCESS_KEY', 'MINIO_SECRET_KEY'],
] as const;

function toS3({ fields, storage }: Stored, values: Values, namespace: string, told: Told): Access {
  const written = [fields.access_key, fields.secret_key];
  const hasPlain = written.some((value) => value && variableIn(value) === undefined);
  const pairs = [written.map(variableIn), ...(written.some(Boolean) ? [] : OF_CLIENT)];
  const names = pairs.flat().filter((name) => name !== undefined);
  for (const [id = '', secret = ''] of hasPlain ? [] : pairs) {
    const [ofId, ofSecret] = [sourceOfVariable(values, id), sourceOfVariable(values, secret)];
    if (!ofId || !ofSecret) continue;
    if (ofId.secret === ofSecret.secret)
      return { names, credentials: { existing: { name: ofId.secret, accessKeyId: ofId.key, secretAccessKey: ofSecret.key } } };
    told.cannot(`tempo.credentials: the two keys are in the Secrets ${ofId.secret} and ${ofSecret.secret}; put both into one`);
    return { names, credentials: { existing: {} } };
  }
  const role = annotationOf(values, AWS_ROLE);
  if (role !== undefined && !written.some(Boolean)) return { names: [], annotation: AWS_ROLE, credentials: { identity: { irsa: role } } };
  const isPlainVariable = names.some((name) => valueOfVariable(values, name) !== undefined);
  const endpoint = textAt(storage, 'endpoint');
  if (!written.some(Boolean) && !isPlainVariable && (endpoint === undefined || isAmazon(endpoint))) {
    told.cannot('tempo.credentials: the values have no keys, so the role of the nodes is written; use podIdentity for EKS Pod Identity');
    return { names: [], credentials: { identity: { instance: true } } };
  }
  told.cannot(
    hasPlain || isPlainVariable
      ? `tempo.credentials: the keys are in plain text in the values, and are not copied; create the Secret in namespace ${namespace} (npm run -s secret), change the keys because git has them, and remove them from the values`
      : `tempo.credentials: nothing says where the keys are; create the Secret in namespace ${namespace} (npm run -s secret)`,
  );
  return { names, credentials: { existing: {} } };
}

function toGoogle(values: Values, told: Told): Access {
  const account = annotationOf(values, GOOGLE_ACCOUNT);
  const file = valueOfVariable(values, FILE_VARIABLE);
  if (file === undefined) {
    if (account !== undefined) return { names: [], annotation: GOOGLE_ACCOUNT, credentials: { identity: { workloadIdentity: account } } };
    return { names: [], credentials: { identity: { instance: true } } };
  }
  const { name = '', volume, mount } = volumeWith(file, values) ?? {};
  const secret = textAt(volume, 'secret', 'secretName');
  const base = path.posix.basename(file);
  if (secret === undefined) told.cannot(`tempo.credentials: no volume of a Secret has ${file}; the Secret gcs is only an example`);
  const item = (at(volume, 'secret', 'items') as unknown[] | undefined)?.find((each) => textAt(each, 'path') === base);
  const key = textAt(item, 'key') ?? textAt(mount, 'subPath') ?? base;
  return { names: [FILE_VARIABLE, name], credentials: { serviceAccountKey: { secret: secret ?? 'gcs', key } } };
}

function toAzure({ fields }: Stored, values: Values, namespace: string, told: Told): Access {
  const field = (name: string) => at(fields, name) ?? at(fields, name.replaceAll('_', '-'));
  const key = field('storage_account_key');
  const client = annotationOf(values, AZURE_CLIENT);
  const assigned = field('user_assigned_id');
  if (!key && client !== undefined) return { names: [], annotation: AZURE_CLIENT, credentials: { identity: { workloadIdentity: client } } };
  if (!key && assigned) return { names: [], credentials: { identity: { managedIdentity: String(assigned) } } };
  const variable = variableIn(key) ?? KEY_VARIABLE;
  const source = key && variableIn(key) === undefined ? undefined : sourceOfVariable(values, variable);
  if (!source)
    told.cannot(
      `tempo.credentials: ${key && variableIn(key) === undefined ? 'the key of the account is in plain text in the values, and is not copied; change it, and' : 'nothing says where the key of the account is;'} create the Secret azure in namespace ${namespace} with it as account-key`,
    );
  return { names: [variable], credentials: { accountKey: source ?? { secret: 'azure', key: 'account-key' } } };
}

const annotationOf = (values: Values, name: string): string | undefined => textAt(mapAt(values, 'serviceAccount', 'annotations'), name);
