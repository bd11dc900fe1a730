/** Checks that the External Secrets operator makes and keeps the Secret of each ExternalSecret. */
import type { Statement } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { nearest } from '../../../../lib/findings/nearest';
import { at, listAt, mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../stack';
import { minutesOf } from '../../../world/duration';
import { MICROSERVICES_RULES } from '../rules';

/** Mistakes of any author, of which the operator says that it cannot work (pkg/controllers/externalsecret of external-secrets 2.9). */
export const externalMistakes = (object: Manifest): Statement[] => [...interval(object), ...template(object)];

/** Settings with which the Secret of this stack is missing, old or lost. */
export const externalRisks = (object: Manifest): Statement[] => [
  ...creation(object),
  ...deletion(object),
  ...rotation(object),
  ...retrieval(object),
];

const targetOf = (object: Manifest, field: string): string | undefined => textAt(object, 'spec', 'target', field);

function creation(object: Manifest): Statement[] {
  const policy = targetOf(object, 'creationPolicy') ?? 'Owner';
  if (policy !== 'None' && policy !== 'Merge') return [];
  const name = targetOf(object, 'name') ?? object.metadata.name;
  const problem = `spec.target.creationPolicy is ${policy}, with which the operator does not make Secret ${name}`;
  return [MICROSERVICES_RULES.says('secret-not-made', problem, 'use Owner')];
}

function deletion(object: Manifest): Statement[] {
  const policy = targetOf(object, 'deletionPolicy') ?? 'Retain';
  if (policy === 'Retain') return [];
  const lost = policy === 'Delete' ? 'the Secret' : 'its keys';
  const problem = `spec.target.deletionPolicy is ${policy}, with which the operator takes ${lost} away when the store has no value`;
  return [MICROSERVICES_RULES.says('secret-not-kept', problem, 'use Retain')];
}

/** The interval as metav1.Duration reads it. */
function interval(object: Manifest): Statement[] {
  const text = textAt(object, 'spec', 'refreshInterval');
  if (text === undefined || minutesOf(text) !== undefined) return [];
  const problem = `spec.refreshInterval is ${text}, which is not a duration, so the operator cannot read the object`;
  return [MICROSERVICES_RULES.says('secret-interval', problem, 'use one such as 1h0m0s')];
}

function rotation(object: Manifest): Statement[] {
  const refresh = textAt(object, 'spec', 'refreshInterval');
  const policy = textAt(object, 'spec', 'refreshPolicy') ?? 'Periodic';
  const says = (problem: string, fix: string) =>
    MICROSERVICES_RULES.says('secret-not-kept', `${problem}, so a new key does not reach the Secret`, fix);
  const isOnce = refresh !== undefined && (minutesOf(refresh) ?? 1) <= 0;
  return [
    ...(isOnce ? [says(`spec.refreshInterval is ${refresh}`, 'use 1h0m0s')] : []),
    ...(policy === 'Periodic' ? [] : [says(`spec.refreshPolicy is ${policy}`, 'remove it')]),
    ...(at(object, 'spec', 'target', 'immutable') === true ? [says('spec.target.immutable is true', 'remove it')] : []),
  ];
}

/** The store has the two values as they are. */
function retrieval(object: Manifest): Statement[] {
  return listAt(object, 'spec', 'data').flatMap((entry, index) => {
    const path = `spec.data[${index}]`;
    const [decoding, metadata] = ['decodingStrategy', 'metadataPolicy'].map((field) => textAt(entry, 'remoteRef', field) ?? 'None');
    const version = textAt(entry, 'remoteRef', 'version');
    const says = (problem: string, fix: string) => MICROSERVICES_RULES.says('external-secret-differs', problem, fix);
    return [
      ...(decoding === 'None' ? [] : [says(`${path}.remoteRef.decodingStrategy is ${decoding}, which changes the value`, 'use None')]),
      ...(metadata === 'None' ? [] : [says(`${path}.remoteRef.metadataPolicy is ${metadata}, which does not fetch the value`, 'use None')]),
      ...(version === undefined ? [] : [says(`${path}.remoteRef.version is ${version}, which does not follow a new key`, 'remove it')]),
      ...(at(entry, 'sourceRef') === undefined ? [] : [says(`${path}.sourceRef replaces the store of the cluster file`, 'remove it')]),
    ];
  });
}

/** A template fails for a key that was not fetched. Only plain uses such as `{{ .user }}` are judged. */
function template(object: Manifest): Statement[] {
  const spec = at(object, 'spec');
  if (listAt(spec, 'dataFrom').length > 0) return [];
  const fetched = listAt(spec, 'data').map((entry) => textAt(entry, 'secretKey') ?? '');
  const texts = Object.values(mapAt(spec, 'target', 'template', 'data')).filter((text) => typeof text === 'string');
  const used = new Set(texts.flatMap((text) => [...text.matchAll(/\{\{-?\s*\.(\w+)\s*(?:\||-?\}\})/g)].map(([, key = '']) => key)));
  return [...used].flatMap((key) => {
    if (fetched.includes(key)) return [];
    const problem = `its template uses .${key}, but it fetches only ${listed(fetched) || 'nothing'}`;
    return [MICROSERVICES_RULES.says('secret-template', problem, `use ${nearest(key, fetched) ?? 'one of these'}, or fetch ${key}`)];
  });
}
