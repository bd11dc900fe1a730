/** Tempo's storage is the one that the cluster file declares, in fields that this Tempo knows, with credentials. */

import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Verdict } from '../../verdict';
import { titleOf } from '../../world/kubernetes';
import type { Tempo } from '../../world/tempo';
import { S3_FIELDS } from './s3-fields';

/** What an S3 client takes by itself: minio-go's chain of credentials. */
const TAKEN_BY_ITSELF = /^(AWS_(ACCESS_KEY_ID|ACCESS_KEY|WEB_IDENTITY_TOKEN_FILE|ROLE_ARN)|MINIO_(ACCESS_KEY|ROOT_USER))$/;

export function checkStorage(tempo: Tempo, world: World): Verdict[] {
  const { config, placed } = tempo;
  const wrong = (text: string): Verdict => ({
    severity: 'error',
    check: 'microservices',
    place: placed.place,
    text: `${titleOf(placed.object)}: ${text}`,
  });
  const trace = at(config, 'storage', 'trace');
  const backend = textAt(trace, 'backend');
  const { storage } = world.declared;
  if (storage && backend !== 's3')
    return [wrong(`storage.trace.backend is ${backend ?? 'not there'}, so that no trace gets into the bucket ${storage.bucket}; write s3`)];
  if (backend !== 's3') return [];
  const s3 = mapAt(trace, 's3');
  const path = 'storage.trace.s3';
  const texts = [...strangers(s3).map((text) => `${path}.${text}`), ...credentials(tempo, s3, world)];
  if (storage && textAt(s3, 'bucket') !== storage.bucket)
    texts.push(
      `${path}.bucket is ${textAt(s3, 'bucket') ?? 'not there'}, and tempo.storage.bucket of the cluster file ${storage.bucket}; write ${storage.bucket}`,
    );
  if (storage && (at(s3, 'insecure') ?? false) !== storage.insecure)
    texts.push(
      `${path}.insecure is ${at(s3, 'insecure')}, and by tempo.storage the endpoint speaks ${storage.insecure ? 'plain HTTP' : 'TLS'}; write ${storage.insecure}`,
    );
  if (storage && textAt(s3, 'region') !== storage.region)
    texts.push(
      `${path}.region is ${textAt(s3, 'region') ?? 'not there'}, and tempo.storage.region of the cluster file ${storage.region ?? 'absent'}; ${storage.region ? `write ${storage.region}` : 'remove it'}`,
    );
  return texts.map(wrong);
}

/** The bucket that a Job makes, and that its policy is for, is the one that Tempo writes to. */
export function checkBucket({ objects, declared: { storage } }: World): Verdict[] {
  if (!storage) return [];
  return objects.flatMap(({ object, place, rendered }) => {
    if (rendered || object.kind !== 'ConfigMap') return [];
    return Object.entries(mapAt(object, 'data')).flatMap(([key, text]) => {
      const buckets = [...String(text).matchAll(/\bmb (?:--\S+ )*\w+\/([\w.-]+)|\barn:aws:s3:::([\w.-]+)/g)].flatMap(
        ([, made, permitted]) => made ?? permitted ?? [],
      );
      const others = [...new Set(buckets)].filter((bucket) => bucket !== storage.bucket);
      return others.map(
        (bucket): Verdict => ({
          severity: 'error',
          check: 'microservices',
          place,
          text: `${titleOf(object)}: ${key} is for the bucket ${bucket}, and Tempo has ${storage.bucket}; write ${storage.bucket}`,
        }),
      );
    });
  });
}

/** Tempo reads its configuration strictly: a field that it does not know keeps every process from starting. */
function strangers(s3: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(s3).flatMap((field) => {
    if (S3_FIELDS.has(field)) return [];
    const meant = nearest(field, S3_FIELDS);
    return meant ? [`${field} is no field of it, and no process of Tempo starts with it; write ${meant}`] : [];
  });
}

/** Both keys are there, each from its own variable, unless the client finds credentials by itself. */
function credentials({ readers }: Tempo, s3: Readonly<Record<string, unknown>>, { isOurs }: World): string[] {
  const [id, secret] = [textAt(s3, 'access_key') ?? '', textAt(s3, 'secret_key') ?? ''];
  if (/SECRET/.test(id) && /\$\{.*(KEY_ID|USER|ACCESS_KEY)\}/.test(secret) && !/SECRET/.test(secret))
    return [`storage.trace.s3.access_key is ${id}, and secret_key ${secret}; write each where the other is`];
  if (!isOurs || (id && secret)) return [];
  const bringsOwn = readers.some(({ container }) => container.env.some(({ name }) => TAKEN_BY_ITSELF.test(name)));
  if (bringsOwn) return [];
  const missing = [...(id ? [] : ['access_key']), ...(secret ? [] : ['secret_key'])];
  const fix = listed(missing.map((key) => (key === 'access_key' ? '${MINIO_ACCESS_KEY_ID}' : '${MINIO_SECRET_ACCESS_KEY}')));
  return [`storage.trace.s3 has no ${listed(missing)}, so that Tempo asks as nobody and is refused; write ${fix} there`];
}

/** What the cluster file wants on volumes, of a Tempo that keeps anything outside of S3. */
export function checkPersistence({ readers, placed, namespace }: Tempo, { declared, objects }: World): Verdict[] {
  if (!declared.isPersistent) return [];
  const claims = objects.filter(
    ({ object, namespace: own }) =>
      object.kind === 'PersistentVolumeClaim' ||
      (own === namespace &&
        readers.some(({ pod }) => pod.placed.object === object) &&
        listAt(object, 'spec', 'volumeClaimTemplates').length > 0),
  );
  if (claims.length > 0) return [];
  const text = `${titleOf(placed.object)}: tempo.persistence of the cluster file asks for volumes, and no pod of Tempo has one, so that each rollout loses what is not in S3 yet; switch persistence on in its values`;
  return [{ severity: 'error', check: 'microservices', place: placed.place, text }];
}
