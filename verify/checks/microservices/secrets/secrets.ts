/** Checks the objects that become Secrets: ExternalSecrets, SealedSecrets and Secrets with placeholders. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { requiredKeys } from '../../../../lib/kubernetes/secret-types';
import { at, listAt, mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import type { Declared } from '../../../world/declared';
import { aboutObject, groupOf, titleOf } from '../../../world/kubernetes';
import { MICROSERVICES_RULES } from '../rules';
import { externalMistakes, externalRisks } from './external';
import { ignoredNames, sealedDifferences, sealedMistakes } from './sealed';

export function checkSecrets({ objects, isOurs, declared }: World): Finding[] {
  return objects.flatMap(({ object, namespace, place, rendered }: Placed) => {
    const found = (statements: readonly Statement[], severity: typeof error) =>
      statements.map((statement) => severity(place, statement, aboutObject(object)));
    const isOf = (group: string, kind: string) => object.kind === kind && groupOf(object) === group;
    const sure = isOurs ? error : warning;
    const { sealedSecret, vaultPlugin } = declared;
    if (isOf('external-secrets.io', 'ExternalSecret'))
      return [
        ...found([...externalMistakes(object), ...types(at(object, 'spec', 'target', 'template'), fetchedKeys(object))], error),
        ...(isOurs && !rendered ? found(externalRisks(object), error) : []),
      ];
    if (isOf('bitnami.com', 'SealedSecret'))
      return [
        ...found([...sealedMistakes(object), ...types(at(object, 'spec', 'template'), sealedKeys(object))], sure),
        ...(sealedSecret ? found(sealedDifferences(object, sealedSecret), error) : []),
        ...(isOurs ? found(ignoredNames(object), warning) : []),
      ];
    if (!isOf('', 'Secret')) return [];
    return [
      ...(vaultPlugin && !rendered ? found(placeholders(object, vaultPlugin), error) : []),
      ...(isOurs ? found(secondMaker(object, namespace, objects), error) : []),
    ];
  });
}

/** @param keys the keys that the Secret will have; undefined if they are not known */
function types(template: unknown, keys: readonly string[] | undefined): Statement[] {
  const type = textAt(template, 'type') ?? '';
  const required = requiredKeys(type);
  if (!keys || required.every((key) => keys.includes(key))) return [];
  const problem = `a Secret of type ${type} needs the ${required.length > 1 ? 'keys' : 'key'} ${listed(required)}`;
  return [MICROSERVICES_RULES.says('secret-type', problem, 'use Opaque')];
}

function fetchedKeys({ spec }: Manifest): string[] | undefined {
  if (listAt(spec, 'dataFrom').length > 0 || listAt(spec, 'target', 'template', 'templateFrom').length > 0) return undefined;
  const fetched = listAt(spec, 'data').map((entry) => textAt(entry, 'secretKey') ?? '');
  return [...fetched, ...Object.keys(mapAt(spec, 'target', 'template', 'data'))];
}

const sealedKeys = ({ spec }: Manifest): string[] => [
  ...Object.keys(mapAt(spec, 'encryptedData')),
  ...Object.keys(mapAt(spec, 'template', 'data')),
];

function placeholders(object: Manifest, wanted: NonNullable<Declared['vaultPlugin']>): Statement[] {
  return Object.entries(mapAt(object, 'stringData')).flatMap(([key, value]) => {
    const expected = wanted[key];
    if (expected === undefined || value === expected) return [];
    const problem = `stringData.${key} is not ${expected}, as in the cluster file`;
    return [MICROSERVICES_RULES.says('vault-placeholder', problem, RUN_SYNTH)];
  });
}

/** An operator refuses a Secret that it does not own, or Argo CD and the operator write it in turns. */
function secondMaker({ metadata: { name } }: Manifest, namespace: string | undefined, objects: readonly Placed[]): Statement[] {
  const maker = objects.find(
    ({ object, namespace: other }) =>
      other === namespace &&
      (object.kind === 'ExternalSecret' && (textAt(object, 'spec', 'target', 'creationPolicy') ?? 'Owner') === 'Owner'
        ? (textAt(object, 'spec', 'target', 'name') ?? object.metadata.name)
        : object.kind === 'SealedSecret' && object.metadata.name) === name,
  );
  if (!maker) return [];
  return [MICROSERVICES_RULES.says('secret-made-twice', `is also made by ${titleOf(maker.object)}`, 'remove one of them')];
}
