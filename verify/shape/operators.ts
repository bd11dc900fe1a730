/** Objects of operators, against the release of the operator that the cluster file names. */
import { groupOf, titleOf } from '../kubernetes';
import type { World } from '../stack';
import type { Verdict } from '../verdict';

/** API versions that the operator in use does not serve. */
export function checkOperators({ objects, declared: { externalSecrets } }: World): Verdict[] {
  if (!externalSecrets) return [];
  const { operator, served } = externalSecrets;
  return objects.flatMap(({ object, place }): Verdict[] => {
    if (groupOf(object) !== 'external-secrets.io' || served.includes(object.apiVersion)) return [];
    const text = `${titleOf(object)}: External Secrets ${operator} does not serve ${object.apiVersion}; write ${served[0]}, or name the operator in use in tempo.credentials.externalSecret.operator`;
    return [{ severity: 'error', check: 'shape', place, text }];
  });
}
