/** What the operator is asked for is what the cluster file names: the store, the key there and the properties. */
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Verdict } from '../../verdict';
import { groupOf, titleOf } from '../../world/kubernetes';

export function checkExternalSecrets({ objects, declared: { externalSecret } }: World): Verdict[] {
  if (!externalSecret) return [];
  const { apiVersions, store, storeKind, key, properties } = externalSecret;
  return objects.flatMap(({ object, place }) => {
    if (object.kind !== 'ExternalSecret' || groupOf(object) !== 'external-secrets.io') return [];
    const texts: string[] = [];
    const expect = (path: string, found: string | undefined, wanted: string | undefined) => {
      if (wanted !== undefined && found !== wanted)
        texts.push(`${path} is ${found ?? 'not there'}, and the cluster file says ${wanted}; write ${wanted}`);
    };
    if (!apiVersions.includes(object.apiVersion))
      texts.push(`apiVersion ${object.apiVersion} is not served by the operator that the cluster file names; write ${apiVersions[0]}`);
    const ref = at(object, 'spec', 'secretStoreRef');
    // A field that is not there, the schema of the kind asks for.
    if (ref !== undefined) {
      expect('spec.secretStoreRef.name', textAt(ref, 'name'), store);
      expect('spec.secretStoreRef.kind', textAt(ref, 'kind') ?? 'SecretStore', storeKind);
    }
    listAt(object, 'spec', 'data').forEach((entry, index) => {
      const path = `spec.data[${index}].remoteRef`;
      if (at(entry, 'remoteRef') === undefined) return;
      expect(`${path}.key`, textAt(entry, 'remoteRef', 'key'), key);
      expect(`${path}.property`, textAt(entry, 'remoteRef', 'property'), properties[textAt(entry, 'secretKey') ?? '']);
    });
    return texts.map((text): Verdict => ({ severity: 'error', check: 'microservices', place, text: `${titleOf(object)}: ${text}` }));
  });
}
