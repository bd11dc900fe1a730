/** ConfigMaps and Secrets. */
import { requiredKeys } from '../../../../lib/kubernetes/secret-types';
import type { Mistake } from '../mistake';
import type { Field, Validator } from './field';
import { DATA_KEY } from './formats';

/** 1 MiB, of all values together. Keys do not count. */
const MAX_SIZE = 1024 * 1024;

export const configMap: Validator = (object) => {
  const [data, binary] = [object.at('data'), object.at('binaryData')];
  return [
    ...keys(data),
    ...keys(binary),
    ...encoded(binary),
    ...data
      .entries()
      .flatMap(([key, field]) =>
        binary.at(key).isSet ? [field.refused('duplicate-name', 'is also in binaryData', 'remove one of them')] : [],
      ),
    ...tooLarge(data, [...sizes(data, false), ...sizes(binary, true)]),
  ];
};

/** Values of `stringData` replace those of `data`. */
export const secret: Validator = (object) => {
  const [data, plain] = [object.at('data'), object.at('stringData')];
  const encodedOnes = data.entries().filter(([key]) => !plain.at(key).isSet);
  return [
    ...keys(data),
    ...keys(plain),
    ...encoded(data),
    ...tooLarge(data.isSet ? data : plain, [...encodedOnes.map(([, field]) => sizeOf(field, true)), ...sizes(plain, false)]),
    ...typeMistakes(object, new Map([...encodedOnes, ...plain.entries()])),
  ];
};

const keys = (data: Field): Mistake[] =>
  data
    .entries()
    .flatMap(([key, field]) => (DATA_KEY.isValid(key) ? [] : [field.refused('invalid-key', `is not ${DATA_KEY.what}`, DATA_KEY.fix)]));

/** Standard base64 with padding. Line breaks are ignored, as Go does. */
function isBase64(text: string): boolean {
  const compact = text.replace(/[\r\n]/g, '');
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact);
}

/** The message never contains the value, which may be a credential. */
const encoded = (data: Field): Mistake[] =>
  data.entries().flatMap(([, field]) => {
    if (typeof field.value !== 'string' || isBase64(field.value)) return [];
    const fix = field.path[0] === 'data' ? 'encode it, or use stringData' : 'encode it, or use data';
    return [field.refused('invalid-base64', 'is not valid base64', fix)];
  });

const sizes = (data: Field, isEncoded: boolean): number[] => data.entries().map(([, field]) => sizeOf(field, isEncoded));

const sizeOf = ({ value }: Field, isEncoded: boolean): number =>
  typeof value === 'string' ? Buffer.byteLength(value, isEncoded ? 'base64' : 'utf8') : 0;

function tooLarge(data: Field, all: readonly number[]): Mistake[] {
  const size = all.reduce((sum, each) => sum + each, 0);
  if (size <= MAX_SIZE) return [];
  return [data.refused('too-large', `has ${size} bytes, but at most ${MAX_SIZE} are allowed`, 'divide it into several objects')];
}

/** What the API server requires of a Secret of a type. */
function typeMistakes(object: Field, data: ReadonlyMap<string, Field>): Mistake[] {
  const type = object.at('type').text ?? 'Opaque';
  const missing = (key: string) => {
    const field = object.at(object.at('stringData').isSet ? 'stringData' : 'data', key);
    return field.refused('missing-field', `is missing, but required for type ${type}`, 'add it, or use type: Opaque');
  };
  if (type === 'kubernetes.io/basic-auth') return data.has('username') || data.has('password') ? [] : [missing('username')];
  if (type === 'kubernetes.io/service-account-token') {
    const account = object.at('metadata', 'annotations', 'kubernetes.io/service-account.name');
    return account.text ? [] : [account.refused('missing-field', `is missing, but required for type ${type}`, 'name the ServiceAccount')];
  }
  return requiredKeys(type).flatMap((key) => {
    const field = data.get(key);
    if (!field || (key === 'ssh-privatekey' && field.value === '')) return [missing(key)];
    return key.startsWith('.docker') && !isJsonObject(field) ? [field.refused('invalid-value', 'is not a JSON object', 'correct it')] : [];
  });
}

function isJsonObject({ value, path }: Field): boolean {
  if (typeof value !== 'string') return true;
  try {
    const parsed: unknown = JSON.parse(path[0] === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value);
    return parsed === null || (typeof parsed === 'object' && !Array.isArray(parsed));
  } catch {
    return false;
  }
}
