/** The storage of a running Tempo. */
import path from 'node:path';
import { AZURE_ENDPOINT } from '../../charts/tempo/storage/azure/schema';
import { endpointOf } from '../../charts/tempo/storage/s3/schema';
import { at, listAt, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';
import type { Told } from './told';
import { volumeWith } from './volumes';

export type BackendOfRunning = 's3' | 'gcs' | 'azure' | 'local';

export interface Stored {
  readonly backend: BackendOfRunning;
  /** `tempo.storage` of the cluster file. */
  readonly storage: Readonly<Record<string, unknown>>;
  /** `storage.trace.<backend>` of the values. */
  readonly fields: Values;
  /** The values that it replaces. */
  readonly replaced: readonly Path[];
  /** The names of the volumes that it replaces. @default none */
  readonly names?: readonly string[];
}

/** @param example the bucket that is written where the values have none */
export function storageOf(values: Values, isMonolithic: boolean, example: string, told: Told): Stored {
  const part = isMonolithic ? ['tempo', 'storage', 'trace'] : ['storage', 'trace'];
  const name = textAt(values, ...part, 'backend') ?? 'local';
  const fields = mapAt(values, ...part, name);
  const replaced = (...names: string[]): Path[] => [[...part, 'backend'], ...names.map((field) => [...part, name, field])];
  const named = (what: string, ...fieldNames: string[]): string => {
    const value = fieldNames.map((field) => textAt(fields, field)).find(Boolean);
    if (value !== undefined && !value.includes('${')) return value;
    told.cannot(
      `tempo.storage: ${value === undefined ? `no ${what} in the values` : `${value} is not the name of a ${what}`}; ${example} is only an example`,
    );
    return example;
  };
  const prefix = textAt(fields, 'prefix');
  const withPrefix = prefix ? { prefix } : {};
  if (name === 'gcs')
    return {
      ...{ backend: name, fields, replaced: replaced('bucket_name', 'prefix') },
      storage: { gcs: { bucket: named('bucket', 'bucket_name'), ...withPrefix } },
    };
  if (name === 'azure') {
    const either = (field: string) => [field, field.replaceAll('_', '-')];
    const endpoint = either('endpoint_suffix')
      .map((field) => textAt(fields, field))
      .find(Boolean);
    return {
      ...{ backend: name, fields, replaced: replaced(...AZURE_FIELDS.flatMap(either)) },
      storage: {
        azure: {
          account: named('storage account', ...either('storage_account_name')),
          container: named('container', ...either('container_name')),
          ...(endpoint !== undefined && endpoint !== AZURE_ENDPOINT && { endpoint }),
          ...withPrefix,
        },
      },
    };
  }
  if (name === 's3') {
    const authority = authorityOf(fields, values, told);
    return {
      ...{ backend: name, fields, replaced: replaced(...S3_FIELDS) },
      storage: { ...s3Of(fields, named('bucket', 'bucket'), withPrefix), ...(authority && { ca: authority.ca }) },
      ...(authority && { names: [authority.name] }),
    };
  }
  if (name === 'local' && isMonolithic) return { backend: name, fields, replaced: replaced('path'), storage: { local: {} } };
  told.cannot(
    `tempo.storage: backend ${name} ${name === 'local' ? 'is the disk of one pod, which microservices do not share' : 'is not supported'}; the bucket ${example} is only an example`,
  );
  return { backend: 's3', fields: {}, replaced: replaced(...Object.keys(fields)), storage: { bucket: example, region: 'eu-west-1' } };
}

const S3_FIELDS = [
  ...['bucket', 'endpoint', 'region', 'prefix', 'insecure', 'forcepathstyle', 'insecure_skip_verify', 'tls_insecure_skip_verify'],
  ...['access_key', 'secret_key', 'sse', 'tls_ca_path'],
];
const AZURE_FIELDS = [
  ...['storage_account_name', 'container_name', 'endpoint_suffix', 'prefix', 'storage_account_key', 'use_federated_token'],
  ...['use_managed_identity', 'user_assigned_id'],
];

function s3Of(fields: Values, bucket: string, withPrefix: object): Stored['storage'] {
  const region = textAt(fields, 'region') || undefined;
  const endpoint = textAt(fields, 'endpoint')?.replace(/^https?:\/\//, '') || undefined;
  const isOn = (...names: string[]) => names.some((name) => at(fields, name) === true);
  const type = textAt(fields, 'sse', 'type');
  const kmsKeyId = textAt(fields, 'sse', 'kms_key_id');
  return {
    bucket,
    ...(endpoint !== undefined && !(region && endpoint === endpointOf({ region })) && { endpoint }),
    ...(region !== undefined && { region }),
    ...withPrefix,
    ...(isOn('insecure') && { insecure: true }),
    ...(isOn('forcepathstyle') && { forcePathStyle: true }),
    ...(isOn('insecure_skip_verify', 'tls_insecure_skip_verify') && { insecureSkipVerify: true }),
    ...(type !== undefined && { sse: { type, ...(kmsKeyId !== undefined && { kmsKeyId }) } }),
  };
}

/** The ConfigMap with the certificate of a private authority. */
function authorityOf(fields: Values, values: Values, told: Told): { readonly name: string; readonly ca: Values } | undefined {
  const file = textAt(fields, 'tls_ca_path');
  if (!file) return undefined;
  const { name = '', volume, mount } = volumeWith(file, values) ?? {};
  const configMap = textAt(volume, 'configMap', 'name');
  const base = path.posix.basename(file);
  const key = textAt(
    listAt(volume, 'configMap', 'items').find((item) => textAt(item, 'path') === base),
    'key',
  );
  if (configMap) return { name, ca: { configMap, key: key ?? textAt(mount, 'subPath') ?? base } };
  told.cannot(`tempo.storage.ca: no volume of a ConfigMap has ${file}; put the certificate into one, and set ca`);
  return undefined;
}
